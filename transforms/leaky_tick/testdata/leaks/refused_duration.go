//caulk-test: go=1.22

package refused

import "time"

type poller struct{ every time.Duration }

// The duration may be zero: time.Tick returns nil then, and never ticks; time.NewTicker panics.
func parameter(d time.Duration, stop <-chan struct{}) {
	tick := time.Tick(d) // want "time.Tick"
	for {
		select {
		case <-tick:
		case <-stop:
			return
		}
	}
}

// So may a field.
func (p *poller) field(ready func() bool) {
	for range time.Tick(p.every) { // want "time.Tick"
		if ready() {
			return
		}
	}
}

// And what is computed from a number.
func computed(n int) {
	tick := time.Tick(time.Duration(n) * time.Second) // want "time.Tick"
	for i := 0; i < n; i++ {
		<-tick
	}
}

// A fraction is cut off, and nothing is left.
func truncated(n int) {
	part := 0.4
	tick := time.Tick(time.Duration(part) * time.Second) // want "time.Tick"
	for i := 0; i < n; i++ {
		<-tick
	}
}
