//caulk-test: go=1.22

// Silent: these are called After, and are not time.After.

package clean

import "time"

type clock interface {
	After(time.Duration) <-chan time.Time
}

type fake struct{}

func (fake) After(time.Duration) <-chan time.Time { return nil }

func After(time.Duration) <-chan struct{} { return nil }

func interfaces(c clock, in <-chan int) {
	for {
		select {
		case <-in:
		case <-c.After(time.Second):
			return
		}
	}
}

func shadowed(in <-chan int) {
	second := time.Second
	time := fake{}
	for {
		select {
		case <-in:
		case <-time.After(second):
			return
		}
	}
}

func own(in <-chan int) {
	for {
		select {
		case <-in:
		case <-After(time.Second):
			return
		}
	}
}

func comparison(in <-chan time.Time, end time.Time) (n int) {
	for t := range in {
		if t.After(end) || time.Now().After(end) {
			return n
		}
		n++
	}
	return n
}

func variable(in <-chan int, after func(time.Duration) <-chan time.Time) {
	for {
		select {
		case <-in:
		case <-after(time.Second):
			return
		}
	}
}
