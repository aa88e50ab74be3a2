//caulk-test: go=1.22

package names

import "time"

// timer is a function of this package; a variable of that name would hide it.
func timer(laps int) int {
	return laps
}

func wait(laps <-chan int) (sum int) {
	for {
		select {
		case n := <-laps:
			sum += timer(n)
		case <-time.After(time.Second): // want "time.After"
			return sum
		}
	}
}
