package current

import "time"

// receive, with the newest Go: the collector takes a timer that nobody has any more. Asked for, it is hygiene.
func receive(in <-chan int) (int, bool) {
	timer := time.NewTimer(time.Minute) // want "time.NewTimer"
	select {
	case v := <-in:
		return v, true
	case <-timer.C:
		return 0, false
	}
}
