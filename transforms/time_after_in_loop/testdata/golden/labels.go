//caulk-test: go=1.22

package labels

import "time"

// labelledLoop: the timer goes ahead of the loop's label, which still names the loop.
func labelledLoop(in <-chan int, stop <-chan struct{}) (sum int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
collect:
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
			if v < 0 {
				continue collect
			}
			sum += v
		case <-timer.C: // want "time.After"
			break collect
		case <-stop:
			break collect
		}
	}
	return sum
}

// labelledSelect: the Reset goes ahead of the select's label.
func labelledSelect(in <-chan []int, limit int) (sum int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for sum < limit {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
	wait:
		select {
		case batch := <-in:
			for _, v := range batch {
				if v < 0 {
					break wait
				}
				sum += v
			}
		case <-timer.C: // want "time.After"
			return sum
		}
	}
	return sum
}
