//caulk-test: go=1.22

package names

import "time"

type clock struct{ laps int }

// parameter: `timer` is taken, and the loop uses it.
func parameter(timer *clock, laps <-chan int) {
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
			timer.laps += n
		case <-timer2.C: // want "time.After"
			return
		}
	}
}

// declared has a `timer` inside the loop, and a `timer2` behind it.
func declared(laps <-chan int) (timer2 int) {
	timer3 := time.NewTimer(time.Second)
	defer timer3.Stop()
	for {
		timer := clock{}
		if !timer3.Stop() {
			select {
			case <-timer3.C:
			default:
			}
		}
		timer3.Reset(time.Second)
		select {
		case n := <-laps:
			timer.laps = n
		case <-timer3.C: // want "time.After"
			return timer2
		}
		timer2 += timer.laps
	}
}

// inClause declares it in the very clause that the Stop would go to.
func inClause(laps <-chan clock, pauses []time.Duration) (sum int) {
	for _, pause := range pauses {
		timer2 := time.NewTimer(pause)
		select {
		case timer := <-laps:
			timer2.Stop()
			sum += timer.laps
		case <-timer2.C: // want "time.After"
		}
	}
	return sum
}

// label and field are no variables.
func label(laps <-chan struct{ timer int }) (sum int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
timer:
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		select {
		case lap := <-laps:
			sum += lap.timer
		case <-timer.C: // want "time.After"
			break timer
		}
	}
	return sum
}
