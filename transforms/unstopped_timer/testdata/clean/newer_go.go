//caulk-test: go=1.23 level=leak

// Silent: since Go 1.23 a timer that nothing refers to is collected.

package clean

import "time"

func receive(in <-chan int) int {
	timer := time.NewTimer(time.Minute)
	select {
	case v := <-in:
		return v
	case <-timer.C:
		return 0
	}
}
