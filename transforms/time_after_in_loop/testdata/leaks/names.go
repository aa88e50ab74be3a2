//caulk-test: go=1.22

package names

import "time"

type clock struct{ laps int }

// parameter: `timer` is taken, and the loop uses it.
func parameter(timer *clock, laps <-chan int) {
	for {
		select {
		case n := <-laps:
			timer.laps += n
		case <-time.After(time.Second): // want "time.After"
			return
		}
	}
}

// declared has a `timer` inside the loop, and a `timer2` behind it.
func declared(laps <-chan int) (timer2 int) {
	for {
		timer := clock{}
		select {
		case n := <-laps:
			timer.laps = n
		case <-time.After(time.Second): // want "time.After"
			return timer2
		}
		timer2 += timer.laps
	}
}

// inClause declares it in the very clause that the Stop would go to.
func inClause(laps <-chan clock, pauses []time.Duration) (sum int) {
	for _, pause := range pauses {
		select {
		case timer := <-laps:
			sum += timer.laps
		case <-time.After(pause): // want "time.After"
		}
	}
	return sum
}

// label and field are no variables.
func label(laps <-chan struct{ timer int }) (sum int) {
timer:
	for {
		select {
		case lap := <-laps:
			sum += lap.timer
		case <-time.After(time.Second): // want "time.After"
			break timer
		}
	}
	return sum
}
