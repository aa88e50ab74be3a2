//caulk-test: go=1.22

// Silent: these are called Tick, and are not time.Tick; tickers that are stopped are none either.

package clean

import "time"

type clock interface {
	Tick(time.Duration) <-chan time.Time
}

func method(c clock) {
	<-c.Tick(time.Second)
}

func shadowed(time clock) {
	tick := time.Tick(1000)
	<-tick
}

func stopped(n int) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for range ticker.C {
		if n--; n < 0 {
			return
		}
	}
}
