package owners

import (
	"os"
	"time"
)

// log owns a file.
type log struct {
	f     *os.File
	lines int
}

func openLog(path string) (*log, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &log{f: f}, nil
}

func (l *log) Close() error { return l.f.Close() }

func (l *log) count() int { return l.lines }

func good(path string) (int, error) {
	l, err := openLog(path)
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.count(), nil
}

func bad(path string) (int, error) {
	l, err := openLog(path) // want "1 of 2 callers"
	if err != nil {
		return 0, err
	}
	return l.count(), nil
}

// poller owns a goroutine.
type poller struct {
	done  chan struct{}
	turns int
}

func newPoller() *poller {
	p := &poller{done: make(chan struct{})}
	go p.run()
	return p
}

func (p *poller) run() {
	for {
		select {
		case <-p.done:
			return
		case <-time.After(time.Second):
		}
	}
}

func (p *poller) Stop() { close(p.done) }

func (p *poller) seen() int { return p.turns }

func polled() int {
	p := newPoller()
	defer p.Stop()
	return p.seen()
}

func neverStopped() int {
	p := newPoller() // want "whose `Stop` is never called"
	return p.seen()
}
