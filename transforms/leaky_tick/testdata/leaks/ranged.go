//caulk-test: go=1.22

package ranged

import "time"

// A range over the ticks that has a way out.

func wait(ready func() bool) {
	for range time.Tick(time.Second) { // want "time.Tick"
		if ready() {
			return
		}
	}
}

func stamps(n int) (all []time.Time) {
collect:
	for now := range time.Tick(100 * time.Millisecond) { // want "time.Tick"
		if len(all) == n {
			break collect
		}
		all = append(all, now)
	}
	return all
}

func inGoroutine(stop <-chan struct{}, beat func()) {
	go func() {
		for range time.Tick(time.Minute) { // want "time.Tick"
			select {
			case <-stop:
				return
			default:
				beat()
			}
		}
	}()
}
