//caulk-test: go=1.22

package nested

import "time"

type queue struct {
	items <-chan int
	idle  time.Duration
	batch int
}

// drain has one timer for both loops: a defer between them would pile up.
func drain(queues []queue, idle time.Duration) (sum int) {
	timer := time.NewTimer(idle)
	defer timer.Stop()
	for _, q := range queues {
	next:
		for {
			if !timer.Stop() {
				select {
				case <-timer.C:
				default:
				}
			}
			timer.Reset(idle)
			select {
			case v := <-q.items:
				sum += v
			case <-timer.C: // want "time.After"
				break next
			}
		}
	}
	return sum
}

// drainOwn waits as long as each queue says. The outer loop sets that, so nothing can stand above it.
func drainOwn(queues []queue) (sum int) {
	for _, q := range queues {
		for i := 0; i < q.batch; i++ {
			timer := time.NewTimer(q.idle)
			select {
			case v := <-q.items:
				timer.Stop()
				sum += v
			case <-timer.C: // want "time.After"
				return sum
			}
		}
	}
	return sum
}

// waitOutside selects in the outer loop, beside the inner one.
func waitOutside(batches <-chan []int) (sum int) {
	if batches == nil {
		return 0
	}
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for {
		var batch []int
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		select {
		case batch = <-batches:
		case <-timer.C: // want "time.After"
			return sum
		}
		for _, v := range batch {
			sum += v
		}
	}
}
