//caulk-test: go=1.22

package imports

import . "time"

func wait(in <-chan int) (sum int) {
	timer := NewTimer(Second)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(Second)
		select {
		case v := <-in:
			sum += v
		case <-timer.C: // want "After"
			return sum
		}
	}
}
