//caulk-test: go=1.22

package bound

import "time"

// eachTurn gives the channel a name first. The timer starts there, so that is where it is reset.
func eachTurn(in <-chan int, work func(int)) {
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
		timeout := timer.C // want "time.After"
		work(0)
		select {
		case v := <-in:
			work(v)
		case <-timeout:
			return
		}
	}
}

// perItem has a deadline for each item: the inner loop goes on selecting on one timer.
func perItem(items []<-chan int) (sum int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for _, in := range items {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		deadline := timer.C // want "time.After"
	item:
		for {
			select {
			case v, ok := <-in:
				if !ok {
					break item
				}
				sum += v
			case <-deadline:
				break item
			}
		}
	}
	return sum
}
