//caulk-test: go=1.22

package ranged

import "time"

// A range over the ticks that has a way out.

func wait(ready func() bool) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for range ticker.C { // want "time.Tick"
		if ready() {
			return
		}
	}
}

func stamps(n int) (all []time.Time) {
	ticker := time.NewTicker(100 * time.Millisecond)
	defer ticker.Stop()
collect:
	for now := range ticker.C { // want "time.Tick"
		if len(all) == n {
			break collect
		}
		all = append(all, now)
	}
	return all
}

func inGoroutine(stop <-chan struct{}, beat func()) {
	go func() {
		ticker := time.NewTicker(time.Minute)
		defer ticker.Stop()
		for range ticker.C { // want "time.Tick"
			select {
			case <-stop:
				return
			default:
				beat()
			}
		}
	}()
}
