//caulk-test: go=1.22

package unbound

import "time"

// The ticker has no name that could be stopped.

func ranged(n int, beat func()) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for range ticker.C { // want "time.NewTicker"
		if n--; n < 0 {
			return
		}
		beat()
	}
}

func channel(d time.Duration, stop <-chan struct{}, beat func()) {
	ticker := time.NewTicker(d)
	defer ticker.Stop()
	ticks := ticker.C // want "time.NewTicker"
	for {
		select {
		case <-ticks:
			beat()
		case <-stop:
			return
		}
	}
}
