//caulk-test: go=1.22

package names

import "time"

// timer is a function of this package; a variable of that name would hide it.
func timer(laps int) int {
	return laps
}

func wait(laps <-chan int) (sum int) {
	timer2 := time.NewTimer(time.Second)
	defer timer2.Stop()
	for {
		if !timer2.Stop() {
			select {
			case <-timer2.C:
			default:
			}
		}
		timer2.Reset(time.Second)
		select {
		case n := <-laps:
			sum += timer(n)
		case <-timer2.C: // want "time.After"
			return sum
		}
	}
}
