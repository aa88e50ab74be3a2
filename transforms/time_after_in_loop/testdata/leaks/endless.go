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
	for {
		select {
		case m.last = <-m.beats:
		case <-time.After(m.idle): // want "time.After"
			log.Printf("nothing since %s", m.last)
		}
	}
}

// watch ends the program, and never returns either.
func (m *monitor) watch() {
	for {
		select {
		case m.last = <-m.beats:
		case <-time.After(time.Minute): // want "time.After"
			log.Fatalf("no beat after %s", m.last)
		}
	}
}

// spin has a default, so that the timer never fires before it is left behind.
func (m *monitor) spin(stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(time.Hour): // want "time.After"
			return
		default:
			m.last = "spun"
		}
	}
}
