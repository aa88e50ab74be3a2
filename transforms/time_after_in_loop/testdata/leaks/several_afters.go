//caulk-test: go=1.22

package several

import "time"

// oneSelect has two timers. The short one is reset each time, so that the long one never fires; so it was before.
func oneSelect(in <-chan int) (idle int) {
	for {
		select {
		case <-in:
		case <-time.After(time.Second): // want "time.After"
			idle++
		case <-time.After(time.Minute): // want "time.After"
			return idle
		}
	}
}

// twoSelects wait one after the other in each turn.
func twoSelects(in, out chan int) {
	for {
		v := 0
		select {
		case v = <-in:
		case <-time.After(time.Second): // want "time.After"
			return
		}
		select {
		case out <- v:
		case <-time.After(2 * time.Second): // want "time.After"
			return
		}
	}
}

// mixed has one that stays and one that changes.
func mixed(in <-chan int) (sum int) {
	pause := time.Millisecond
	for {
		select {
		case v := <-in:
			sum += v
		case <-time.After(time.Minute): // want "time.After"
			return sum
		case <-time.After(pause): // want "time.After"
			pause *= 2
		}
	}
}

// bothChange stops each timer in the other's case.
func bothChange(in <-chan int, limits <-chan time.Duration) (sum int) {
	for limit := range limits {
		select {
		case v := <-in:
			sum += v
		case <-time.After(limit): // want "time.After"
			return sum
		case <-time.After(limit / 2): // want "time.After"
			sum--
		}
	}
	return sum
}

// oneAfterAnother loops twice.
func oneAfterAnother(in <-chan int, n int) {
	for i := 0; i < n; i++ {
		select {
		case <-in:
		case <-time.After(time.Second): // want "time.After"
		}
	}
	for i := 0; i < n; i++ {
		select {
		case <-in:
		case <-time.After(time.Minute): // want "time.After"
		}
	}
}
