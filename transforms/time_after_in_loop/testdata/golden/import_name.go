//caulk-test: go=1.22

package imports

import clock "time"

// time is no package here.
func wait(in <-chan int) (time int) {
	timer := clock.NewTimer(clock.Second)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(clock.Second)
		select {
		case v := <-in:
			time += v
		case <-timer.C: // want "clock.After"
			return time
		}
	}
}
