//caulk-test: go=1.22

package several

import "time"

// oneSelect has two timers. The short one is reset each time, so that the long one never fires; so it was before.
func oneSelect(in <-chan int) (idle int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	timer2 := time.NewTimer(time.Minute)
	defer timer2.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		if !timer2.Stop() {
			select {
			case <-timer2.C:
			default:
			}
		}
		timer2.Reset(time.Minute)
		select {
		case <-in:
		case <-timer.C: // want "time.After"
			idle++
		case <-timer2.C: // want "time.After"
			return idle
		}
	}
}

// twoSelects wait one after the other in each turn.
func twoSelects(in, out chan int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	timer2 := time.NewTimer(2 * time.Second)
	defer timer2.Stop()
	for {
		v := 0
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		select {
		case v = <-in:
		case <-timer.C: // want "time.After"
			return
		}
		if !timer2.Stop() {
			select {
			case <-timer2.C:
			default:
			}
		}
		timer2.Reset(2 * time.Second)
		select {
		case out <- v:
		case <-timer2.C: // want "time.After"
			return
		}
	}
}

// mixed has one that stays and one that changes.
func mixed(in <-chan int) (sum int) {
	pause := time.Millisecond
	timer := time.NewTimer(time.Minute)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Minute)
		timer2 := time.NewTimer(pause)
		select {
		case v := <-in:
			timer2.Stop()
			sum += v
		case <-timer.C: // want "time.After"
			timer2.Stop()
			return sum
		case <-timer2.C: // want "time.After"
			pause *= 2
		}
	}
}

// bothChange stops each timer in the other's case.
func bothChange(in <-chan int, limits <-chan time.Duration) (sum int) {
	for limit := range limits {
		timer := time.NewTimer(limit)
		timer2 := time.NewTimer(limit / 2)
		select {
		case v := <-in:
			timer2.Stop()
			timer.Stop()
			sum += v
		case <-timer.C: // want "time.After"
			timer2.Stop()
			return sum
		case <-timer2.C: // want "time.After"
			timer.Stop()
			sum--
		}
	}
	return sum
}

// oneAfterAnother loops twice.
func oneAfterAnother(in <-chan int, n int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for i := 0; i < n; i++ {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		select {
		case <-in:
		case <-timer.C: // want "time.After"
		}
	}
	timer2 := time.NewTimer(time.Minute)
	defer timer2.Stop()
	for i := 0; i < n; i++ {
		if !timer2.Stop() {
			select {
			case <-timer2.C:
			default:
			}
		}
		timer2.Reset(time.Minute)
		select {
		case <-in:
		case <-timer2.C: // want "time.After"
		}
	}
}
