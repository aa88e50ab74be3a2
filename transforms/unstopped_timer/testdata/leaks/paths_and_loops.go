//caulk-test: go=1.22

package paths

import "time"

// Stopped on one way out, forgotten on the other.
func oneCase(in <-chan int, stop <-chan struct{}) int {
	timer := time.NewTimer(time.Minute) // want "time.NewTimer"
	select {
	case v := <-in:
		timer.Stop()
		return v
	case <-stop:
		return 0
	case <-timer.C:
		return 0
	}
}

// Given to the caller on one way out only.
func unlessStopped(stop <-chan struct{}) *time.Timer {
	timer := time.NewTimer(time.Minute) // want "time.NewTimer"
	select {
	case <-stop:
		return nil
	default:
		return timer
	}
}

// Made on each turn: a defer would keep each one pending until the function returns.
func each(in <-chan int) (sum int) {
	for {
		timer := time.NewTimer(time.Minute) // want "time.NewTimer"
		select {
		case v := <-in:
			sum += v
		case <-timer.C:
			return sum
		}
	}
}
