//caulk-test: go=1.22

// Silent: written by hand as the fix would.

package clean

import "time"

func hoisted(in <-chan int) (sum int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		select {
		case v := <-in:
			sum += v
		case <-timer.C:
			return sum
		}
	}
}

func inPlace(in <-chan int, pauses []time.Duration) (sum int) {
	for _, pause := range pauses {
		timer := time.NewTimer(pause)
		select {
		case v := <-in:
			timer.Stop()
			sum += v
		case <-timer.C:
		}
	}
	return sum
}

func ticker(in <-chan int) (sum int) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case v := <-in:
			sum += v
		case <-ticker.C:
			return sum
		}
	}
}
