//caulk-test: go=1.22

package imports

import . "time"

func wait(in <-chan int) (sum int) {
	for {
		select {
		case v := <-in:
			sum += v
		case <-After(Second): // want "After"
			return sum
		}
	}
}
