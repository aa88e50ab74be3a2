//caulk-test: go=1.22

package channel

import "time"

// hoisted: time.After in other words.
func hoisted(in <-chan int) (sum int) {
	for {
		select {
		case v := <-in:
			sum += v
		case <-time.NewTimer(time.Second).C: // want "time.NewTimer"
			return sum
		}
	}
}

// inPlace: the same with a duration of the loop.
func inPlace(in <-chan int, pauses []time.Duration) (sum int) {
	for _, pause := range pauses {
		select {
		case v := <-in:
			sum += v
		case now := <-time.NewTimer(pause).C: // want "time.NewTimer"
			sum += now.Second()
		}
	}
	return sum
}
