//caulk-test: go=1.22

// Silent: stopped on every path where it has not fired.

package clean

import "time"

func deferred(in <-chan int) int {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	select {
	case v := <-in:
		return v
	case <-timer.C:
		return 0
	}
}

func otherCase(in <-chan int) int {
	timer := time.NewTimer(time.Second)
	select {
	case v := <-in:
		timer.Stop()
		return v
	case <-timer.C:
		return 0
	}
}

func drained(in <-chan int) (v int) {
	timer := time.NewTimer(time.Second)
	select {
	case v = <-in:
	default:
	}
	if !timer.Stop() {
		<-timer.C
	}
	return v
}

func drainedGently(in <-chan int) (v int) {
	timer := time.NewTimer(time.Second)
	v = <-in
	if !timer.Stop() {
		select {
		case <-timer.C:
		default:
		}
	}
	return v
}

func closure(in <-chan int) int {
	timer := time.NewTimer(time.Second)
	defer func() {
		_ = timer.Stop()
	}()
	select {
	case v := <-in:
		return v
	case <-timer.C:
		return 0
	}
}
