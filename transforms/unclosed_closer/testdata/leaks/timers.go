package timers

import (
	"net"
	"sync/atomic"
	"time"
)

// sampler owns a ticker, which is collected with it.
type sampler struct {
	tick *time.Ticker
	seen int
}

func newSampler() *sampler { return &sampler{tick: time.NewTicker(time.Second)} }

func (s *sampler) Stop() { s.tick.Stop() }

func (s *sampler) look() int { return s.seen }

func looks() int {
	s := newSampler() // want "what `time.NewTicker` hands out stays with it"
	return s.look()
}

// feed owns a connection beside its ticker.
type feed struct {
	tick *time.Ticker
	conn net.Conn
}

func newFeed(addr string) (*feed, error) {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &feed{tick: time.NewTicker(time.Second), conn: c}, nil
}

func (f *feed) Stop() {
	f.tick.Stop()
	f.conn.Close()
}

func (f *feed) size() int { return 0 }

func reads() (int, error) {
	f, err := newFeed("a:1") // want "1 of 2 callers release theirs"
	if err != nil {
		return 0, err
	}
	return f.size(), nil
}

func readsAll() (int, error) {
	f, err := newFeed("b:1")
	if err != nil {
		return 0, err
	}
	defer f.Stop()
	return f.size(), nil
}

// beat has a goroutine that waits for its ticker, once it is begun.
type beat struct {
	tick  *time.Ticker
	ended int32
}

func newBeat() *beat { return &beat{tick: time.NewTicker(time.Second)} }

func (b *beat) begin() { b.run() }

func (b *beat) run() { go b.loop() }

func (b *beat) loop() {
	for range b.tick.C {
		if b.isOver() {
			return
		}
	}
}

func (b *beat) isOver() bool { return atomic.LoadInt32(&b.ended) == 1 }

func (b *beat) Stop() {
	atomic.StoreInt32(&b.ended, 1)
	b.tick.Stop()
}

func stops() {
	b := newBeat()
	defer b.Stop()
	b.begin()
}

func beats() {
	b := newBeat() // want "1 of 3 callers release theirs"
	b.begin()
	for !b.isOver() {
		time.Sleep(time.Second)
	}
}

func isReady() bool {
	b := newBeat() // want "1 of 3 callers release theirs"
	return b.isOver()
}
