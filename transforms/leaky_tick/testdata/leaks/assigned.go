//caulk-test: go=1.22

package assigned

import "time"

// The channel is nil unless somebody wants to see the progress; the variable stays.
func progress(verbose bool, sizes <-chan int64) (sum int64) {
	var tick <-chan time.Time
	if verbose {
		tick = time.Tick(500 * time.Millisecond) // want "time.Tick"
	}
	for {
		select {
		case size, ok := <-sizes:
			if !ok {
				return sum
			}
			sum += size
		case <-tick:
			println(sum)
		}
	}
}

// once waits for a tick or for something better.
func once(in <-chan int) int {
	select {
	case v := <-in:
		return v
	case <-time.Tick(time.Second): // want "time.Tick"
		return 0
	}
}
