package idle

import (
	"net"
	"sync"
)

// process ends by itself; its Close only waits for that.
type process struct {
	wg  sync.WaitGroup
	mu  sync.Mutex
	out []string
	err error
}

func spawn(addr string) (*process, error) {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	p := &process{}
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		p.err = c.Close()
	}()
	return p, nil
}

func (p *process) Close() error {
	p.wg.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.out = nil
	return p.err
}

func (p *process) lines() int { return len(p.out) }

func waits() (int, error) {
	p, err := spawn("a:1")
	if err != nil {
		return 0, err
	}
	defer p.Close()
	return p.lines(), nil
}

func waitsToo() (int, error) {
	p, err := spawn("b:1")
	if err != nil {
		return 0, err
	}
	defer p.Close()
	return p.lines(), nil
}

func goes() (int, error) {
	p, err := spawn("c:1") // want "whose `Close` is never called"
	if err != nil {
		return 0, err
	}
	return p.lines(), nil
}

// poller looks at what its Close sets.
type poller struct {
	off  bool
	work chan int
}

func newPoller() *poller {
	p := &poller{work: make(chan int, 1)}
	go func() {
		for !p.off {
			<-p.work
		}
	}()
	return p
}

func (p *poller) Close() { p.off = true }

func (p *poller) add(n int) { p.work <- n }

func polls() {
	p := newPoller()
	defer p.Close()
	p.add(1)
}

func pollsToo() {
	p := newPoller()
	defer p.Close()
	p.add(2)
}

func pollsOn() {
	p := newPoller() // want "whose `Close` is never called"
	p.add(3)
}
