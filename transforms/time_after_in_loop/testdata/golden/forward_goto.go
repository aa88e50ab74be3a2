//caulk-test: go=1.22

package jumps

import "time"

// wait has a goto over its loop. A declaration ahead of the loop would be jumped over, which Go forbids; one inside
// the loop is not in the way.
func wait(in <-chan int, skip bool) (sum int) {
	if skip {
		goto done
	}
	for {
		timer := time.NewTimer(time.Second)
		select {
		case v := <-in:
			timer.Stop()
			sum += v
		case <-timer.C: // want "time.After"
			goto done
		}
	}
done:
	return sum + 1
}
