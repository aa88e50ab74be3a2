//caulk-test: go=1.22

// Silent: no way out but through the timer, which has fired by then and is held by nobody.

package clean

import "time"

func sleep(d time.Duration) {
	timer := time.NewTimer(d)
	<-timer.C
}

func unbound(d time.Duration) {
	<-time.NewTimer(d).C
}

func collect(in <-chan int) (sum int) {
	timer := time.NewTimer(time.Second)
	for {
		select {
		case v := <-in:
			sum += v
		case <-timer.C:
			return sum
		}
	}
}

func stamp() time.Time {
	timer := time.NewTimer(time.Second)
	now := <-timer.C
	return now
}
