//caulk-test: go=1.22

// Silent: the function never returns.

package clean

import "time"

func beat(in <-chan func(), idle func()) {
	timer := time.NewTimer(time.Minute)
	for {
		select {
		case f := <-in:
			f()
		case <-timer.C:
			idle()
		}
		timer.Reset(time.Minute)
	}
}
