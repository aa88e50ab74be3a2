//caulk-test: go=1.22

package channel

import "time"

// hoisted: time.After in other words.
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
		case <-timer.C: // want "time.NewTimer"
			return sum
		}
	}
}

// inPlace: the same with a duration of the loop.
func inPlace(in <-chan int, pauses []time.Duration) (sum int) {
	for _, pause := range pauses {
		timer := time.NewTimer(pause)
		select {
		case v := <-in:
			timer.Stop()
			sum += v
		case now := <-timer.C: // want "time.NewTimer"
			sum += now.Second()
		}
	}
	return sum
}
