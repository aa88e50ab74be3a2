package current

import (
	"iter"
	"time"
)

// No directive: the newest Go, where an abandoned timer is collected. Asked for, it is hygiene, and the fix saves its
// allocation; a Reset leaves no stale value there, so there is nothing to drain.

func forward(in <-chan int, stop <-chan struct{}) (sum int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for {
		timer.Reset(time.Second)
		select {
		case v := <-in:
			sum += v
		case <-stop:
			return sum
		case <-timer.C: // want "time.After"
			sum--
		}
	}
}

// overFunction ranges over a function; the defer above is the outer function's.
func overFunction(values iter.Seq[int], out chan<- int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for v := range values {
		timer.Reset(time.Second)
		select {
		case out <- v:
		case <-timer.C: // want "time.After"
		}
	}
}

func inPlace(pauses []time.Duration, wake <-chan struct{}) (woken int) {
	for _, pause := range pauses {
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
