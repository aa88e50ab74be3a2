//caulk-test: go=1.22

package refused

import "time"

// A comment inside the call would be lost.
func commented(in <-chan int) (sum int) {
	for {
		select {
		case v := <-in:
			sum += v
		case <-time.After( /* patience */ time.Second): // want "time.After"
			return sum
		}
	}
}

// The duration is written on several lines; what gofmt makes of it elsewhere is not known.
func severalLines(in <-chan int) (sum int) {
	for {
		select {
		case v := <-in:
			sum += v
		case <-time.After(time.Hour + // want "time.After"
			time.Minute):
			return sum
		}
	}
}

// The turn may end between the timer and the select, and the limit is of the turn.
func between(in <-chan int, limits []time.Duration, ready func() bool) (sum int) {
	for _, limit := range limits {
		timeout := time.After(limit) // want "time.After"
		if !ready() {
			continue
		}
		select {
		case v := <-in:
			sum += v
		case <-timeout:
			return sum
		}
	}
	return sum
}

// A goto leads over the place of the turn's timer.
func jumpedOver(in <-chan int, pauses []time.Duration) (sum int) {
	for _, pause := range pauses {
		if pause == 0 {
			goto next
		}
		select {
		case v := <-in:
			sum += v
		case <-time.After(pause): // want "time.After"
		}
	next:
		sum++
	}
	return sum
}
