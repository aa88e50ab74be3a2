//caulk-test: go=1.22

package bare

import "time"

// pause waits on nothing else: the timer always fires and nothing stays. It is only a dear way to sleep.
func pause(ready func() bool) {
	for !ready() {
		time.Sleep(time.Second) // want "time.After"
	}
}

func slower(ready func() bool) {
	for d := time.Millisecond; !ready(); d *= 2 {
		time.Sleep(d) // want "time.After"
	}
}

// stamps keeps what it receives.
func stamps(n int) (all []time.Time) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for i := 0; i < n; i++ {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		now := <-timer.C // want "time.After"
		all = append(all, now)
	}
	return all
}
