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
		select {
		case v := <-in:
			sum += v
		case <-time.After(time.Second): // want "time.After"
			goto done
		}
	}
done:
	return sum + 1
}
