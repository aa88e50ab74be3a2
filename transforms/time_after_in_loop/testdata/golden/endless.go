//caulk-test: go=1.22

package endless

import (
	"log"
	"time"
)

type monitor struct {
	beats <-chan string
	idle  time.Duration
	last  string
}

// run never returns: a deferred Stop would be dead code.
func (m *monitor) run() {
	timer := time.NewTimer(m.idle)
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(m.idle)
		select {
		case m.last = <-m.beats:
		case <-timer.C: // want "time.After"
			log.Printf("nothing since %s", m.last)
		}
	}
}

// watch ends the program, and never returns either.
func (m *monitor) watch() {
	timer := time.NewTimer(time.Minute)
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Minute)
		select {
		case m.last = <-m.beats:
		case <-timer.C: // want "time.After"
			log.Fatalf("no beat after %s", m.last)
		}
	}
}

// spin has a default, so that the timer never fires before it is left behind.
func (m *monitor) spin(stop <-chan struct{}) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Hour)
		select {
		case <-stop:
			return
		case <-timer.C: // want "time.After"
			return
		default:
			m.last = "spun"
		}
	}
}
