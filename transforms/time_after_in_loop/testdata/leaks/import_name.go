//caulk-test: go=1.22

package imports

import clock "time"

// time is no package here.
func wait(in <-chan int) (time int) {
	for {
		select {
		case v := <-in:
			time += v
		case <-clock.After(clock.Second): // want "clock.After"
			return time
		}
	}
}
