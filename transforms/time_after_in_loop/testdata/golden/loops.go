//caulk-test: go=1.22

package loops

import "time"

// threeClause waits a second for each answer.
func threeClause(answers <-chan string, n int) (missed int) {
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
		case <-answers:
		case <-timer.C: // want "time.After"
			missed++
		}
	}
	return missed
}

// condition polls as long as there is work.
func condition(work <-chan int, left int) {
	timer := time.NewTimer(time.Minute)
	defer timer.Stop()
	for left > 0 {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Minute)
		select {
		case n := <-work:
			left -= n
		case <-timer.C: // want "time.After"
			return
		}
	}
}

// overSlice sends to each subscriber that listens.
func overSlice(subscribers []chan<- int, event int) {
	timer := time.NewTimer(100 * time.Millisecond)
	defer timer.Stop()
	for _, s := range subscribers {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(100 * time.Millisecond)
		select {
		case s <- event:
		case <-timer.C: // want "time.After"
		}
	}
}

// overChannel forwards, and drops what nobody takes in time.
func overChannel(in <-chan int, out chan<- int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for v := range in {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		select {
		case out <- v:
		case <-timer.C: // want "time.After"
		}
	}
}

// overNumber counts the ticks that come in time.
func overNumber(ticks <-chan struct{}) (n int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for range 10 {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		select {
		case <-ticks:
			n++
		case <-timer.C: // want "time.After"
		}
	}
	return n
}
