//caulk-test: go=1.22

package bare

import "time"

// pause waits on nothing else: the timer always fires and nothing stays. It is only a dear way to sleep.
func pause(ready func() bool) {
	for !ready() {
		<-time.After(time.Second) // want "time.After"
	}
}

func slower(ready func() bool) {
	for d := time.Millisecond; !ready(); d *= 2 {
		<-time.After(d) // want "time.After"
	}
}

// stamps keeps what it receives.
func stamps(n int) (all []time.Time) {
	for i := 0; i < n; i++ {
		now := <-time.After(time.Second) // want "time.After"
		all = append(all, now)
	}
	return all
}
