//caulk-test: go=1.22

package comments

import "time"

// collect keeps every comment where it was, on the statement it speaks of.
func collect(in <-chan int) (sum int) {
	// As long as somebody sends.
	//nolint:gosimple
	for {
		// First the bookkeeping
		sum++

		// and then the wait, which
		// ends by itself.
		select { // two ways
		// the good one
		case v := <-in: // a number
			sum += v
		// the other one
		case <-time.After(time.Second): // want "time.After"
			return sum
		}
		// Once more.
	}
}
