//caulk-test: go=1.22

package changing

import "time"

type poller struct {
	every time.Duration
	wake  <-chan struct{}
	stop  <-chan struct{}
}

// throughClosure changes the duration in a closure that the loop calls.
func throughClosure(wake, stop <-chan struct{}) {
	pause := time.Second
	slower := func() { pause += time.Second }
	for {
		select {
		case <-wake:
			slower()
		case <-stop:
			return
		case <-time.After(pause): // want "time.After"
		}
	}
}

// throughPointer hands the variable's address out before.
func throughPointer(tune func(*time.Duration), wake, stop <-chan struct{}) {
	pause := time.Second
	tune(&pause)
	for {
		select {
		case <-wake:
			tune(nil)
		case <-stop:
			return
		case <-time.After(pause): // want "time.After"
		}
	}
}

// field assigns the field it waits by.
func (p *poller) field() {
	for {
		select {
		case <-p.wake:
			p.every = time.Second
		case <-p.stop:
			return
		case <-time.After(p.every): // want "time.After"
			p.every *= 2
		}
	}
}

// perTurn declares the duration inside the loop.
func perTurn(sizes <-chan int, wake <-chan struct{}) (woken int) {
	for size := range sizes {
		pause := time.Duration(size) * time.Millisecond
		select {
		case <-wake:
			woken++
		case <-time.After(pause): // want "time.After"
		}
	}
	return woken
}
