// What was never started holds nothing; its Stop may wait for good.
package started

type loop struct {
	done chan struct{}
	n    int
}

func newLoop() *loop { return &loop{done: make(chan struct{}), n: 1} }

func (l *loop) Start() { go func() { <-l.done }() }

// Run turns until it is told to stop, which the caller can't do who waits here.
func (l *loop) Run() { l.n++ }

func (l *loop) Stop() { close(l.done) }

func (l *loop) turns() int { return l.n }

func one() int {
	l := newLoop()
	l.Start()
	defer l.Stop()
	return l.turns()
}

func two() int {
	l := newLoop()
	l.Start()
	defer l.Stop()
	return l.turns()
}

func idle() int {
	l := newLoop()
	return l.turns()
}

func run() int {
	l := newLoop()
	l.Run()
	return l.turns()
}
