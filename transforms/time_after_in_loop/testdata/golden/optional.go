//caulk-test: go=1.22

package optional

import "time"

// A channel that stays nil where there is no timeout.
func optional(in <-chan int, limit time.Duration) (sum int) {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	for {
		var timeout <-chan time.Time
		if limit > 0 {
			if !timer.Stop() {
				select {
				case <-timer.C:
				default:
				}
			}
			timer.Reset(limit)
			timeout = timer.C // want "time.After"
		}
		select {
		case v := <-in:
			sum += v
		case <-timeout:
			return sum
		}
	}
}

// growing: the limit changes, and there is no one select to stop the timer in. The Reset reads it anew.
func growing(in <-chan int, limit time.Duration) (sum int) {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(limit)
		timeout := timer.C // want "time.After"
		println(sum)
		select {
		case v := <-in:
			sum += v
		case <-timeout:
			return sum
		}
		limit += time.Second
	}
}

// each has a channel with a name, for the select right behind it.
func each(in <-chan int, limits []time.Duration) (sum int) {
	for _, limit := range limits {
		timer := time.NewTimer(limit)
		timeout := timer.C // want "time.After"
		select {
		case v := <-in:
			timer.Stop()
			sum += v
		case <-timeout:
			return sum
		}
	}
	return sum
}
