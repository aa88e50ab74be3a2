// A function that is called as others are is no teardown; nor is one due while what it ends is in use.
package called

func compile(n int) (int, func() error) { return n, func() error { return nil } }

func one() error {
	_, run := compile(1)
	return run()
}

func two() error {
	_, run := compile(2)
	return run()
}

func three() error {
	_, run := compile(3)
	if err := run(); err != nil {
		return err
	}
	return nil
}

func size() int {
	n, _ := compile(4)
	return n
}

type store struct{ n int }

func newStore() (*store, func()) {
	s := &store{n: 1}
	return s, func() { s.n = 0 }
}

func first() int {
	s, stop := newStore()
	defer stop()
	return s.n
}

func second() int {
	s, stop := newStore()
	defer stop()
	return s.n
}

func third() int {
	s, stop := newStore()
	defer stop()
	return s.n
}

func current() *store {
	s, _ := newStore()
	return s
}

// A timer that has fired needs no stop: who stops it on the other path knows.
func wait(done <-chan struct{}) bool {
	s, stop := newStore()
	select {
	case <-done:
		stop()
		return false
	default:
		return s.n > 0
	}
}
