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
		timer := time.NewTimer(pause)
		select {
		case <-wake:
			timer.Stop()
			slower()
		case <-stop:
			timer.Stop()
			return
		case <-timer.C: // want "time.After"
		}
	}
}

// throughPointer hands the variable's address out before.
func throughPointer(tune func(*time.Duration), wake, stop <-chan struct{}) {
	pause := time.Second
	tune(&pause)
	for {
		timer := time.NewTimer(pause)
		select {
		case <-wake:
			timer.Stop()
			tune(nil)
		case <-stop:
			timer.Stop()
			return
		case <-timer.C: // want "time.After"
		}
	}
}

// field assigns the field it waits by.
func (p *poller) field() {
	for {
		timer := time.NewTimer(p.every)
		select {
		case <-p.wake:
			timer.Stop()
			p.every = time.Second
		case <-p.stop:
			timer.Stop()
			return
		case <-timer.C: // want "time.After"
			p.every *= 2
		}
	}
}

// perTurn declares the duration inside the loop.
func perTurn(sizes <-chan int, wake <-chan struct{}) (woken int) {
	for size := range sizes {
		pause := time.Duration(size) * time.Millisecond
		timer := time.NewTimer(pause)
		select {
		case <-wake:
			timer.Stop()
			woken++
		case <-timer.C: // want "time.After"
		}
	}
	return woken
}
