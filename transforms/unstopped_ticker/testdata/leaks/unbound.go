//caulk-test: go=1.22

package unbound

import "time"

// The ticker has no name that could be stopped.

func ranged(n int, beat func()) {
	for range time.NewTicker(time.Second).C { // want "time.NewTicker"
		if n--; n < 0 {
			return
		}
		beat()
	}
}

func channel(d time.Duration, stop <-chan struct{}, beat func()) {
	ticks := time.NewTicker(d).C // want "time.NewTicker"
	for {
		select {
		case <-ticks:
			beat()
		case <-stop:
			return
		}
	}
}
