//caulk-test: go=1.22

package comments

import "time"

// collect keeps every comment where it was, on the statement it speaks of.
func collect(in <-chan int) (sum int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	// As long as somebody sends.
	//nolint:gosimple
	for {
		// First the bookkeeping
		sum++

		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		// and then the wait, which
		// ends by itself.
		select { // two ways
		// the good one
		case v := <-in: // a number
			sum += v
		// the other one
		case <-timer.C: // want "time.After"
			return sum
		}
		// Once more.
	}
}
