package current

import (
	"iter"
	"time"
)

// No directive: the newest Go, where an abandoned timer is collected. Asked for, it is hygiene, and the fix saves its
// allocation; a Reset leaves no stale value there, so there is nothing to drain.

func forward(in <-chan int, stop <-chan struct{}) (sum int) {
	for {
		select {
		case v := <-in:
			sum += v
		case <-stop:
			return sum
		case <-time.After(time.Second): // want "time.After"
			sum--
		}
	}
}

// overFunction ranges over a function; the defer above is the outer function's.
func overFunction(values iter.Seq[int], out chan<- int) {
	for v := range values {
		select {
		case out <- v:
		case <-time.After(time.Second): // want "time.After"
		}
	}
}

func inPlace(pauses []time.Duration, wake <-chan struct{}) (woken int) {
	for _, pause := range pauses {
		select {
		case <-wake:
			woken++
		case <-time.After(pause): // want "time.After"
		}
	}
	return woken
}
