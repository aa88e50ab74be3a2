//caulk-test: go=1.22

// Silent: the timer, or its channel, is somebody else's.

package clean

import "time"

type lease struct {
	timer *time.Timer
	over  <-chan time.Time
}

func returned() *time.Timer {
	timer := time.NewTimer(time.Second)
	return timer
}

func channelReturned() <-chan time.Time {
	timer := time.NewTimer(time.Second)
	return timer.C
}

func inStruct() lease {
	timer := time.NewTimer(time.Second)
	return lease{timer, timer.C}
}

func (l *lease) field() {
	l.timer = time.NewTimer(time.Second)
}

func toGoroutine(done chan<- time.Time) {
	timer := time.NewTimer(time.Second)
	go func() {
		done <- <-timer.C
	}()
}

func toFunction(wait func(*time.Timer)) {
	timer := time.NewTimer(time.Second)
	wait(timer)
}

func kept(keep func(func() bool)) {
	timer := time.NewTimer(time.Second)
	keep(timer.Stop)
}
