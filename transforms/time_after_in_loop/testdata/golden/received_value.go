//caulk-test: go=1.22

package received

import "time"

// stamp uses the time it receives, in two spellings.
func stamp(in <-chan int, late func(time.Time)) {
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
			if v == 0 {
				return
			}
		case now := <-timer.C: // want "time.After"
			late(now)
		}
	}
}

func assign(in <-chan int) (last time.Time) {
	ok := true
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for ok {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		select {
		case _, ok = <-in:
		case last, ok = <-timer.C: // want "time.After"
		}
	}
	return last
}

func parenthesised(in <-chan int) (n int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for n < 10 {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		select {
		case <-in:
			n++
		case <-(timer.C): // want "time.After"
			return n
		}
	}
	return n
}
