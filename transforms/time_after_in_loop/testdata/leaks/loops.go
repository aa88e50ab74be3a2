//caulk-test: go=1.22

package loops

import "time"

// threeClause waits a second for each answer.
func threeClause(answers <-chan string, n int) (missed int) {
	for i := 0; i < n; i++ {
		select {
		case <-answers:
		case <-time.After(time.Second): // want "time.After"
			missed++
		}
	}
	return missed
}

// condition polls as long as there is work.
func condition(work <-chan int, left int) {
	for left > 0 {
		select {
		case n := <-work:
			left -= n
		case <-time.After(time.Minute): // want "time.After"
			return
		}
	}
}

// overSlice sends to each subscriber that listens.
func overSlice(subscribers []chan<- int, event int) {
	for _, s := range subscribers {
		select {
		case s <- event:
		case <-time.After(100 * time.Millisecond): // want "time.After"
		}
	}
}

// overChannel forwards, and drops what nobody takes in time.
func overChannel(in <-chan int, out chan<- int) {
	for v := range in {
		select {
		case out <- v:
		case <-time.After(time.Second): // want "time.After"
		}
	}
}

// overNumber counts the ticks that come in time.
func overNumber(ticks <-chan struct{}) (n int) {
	for range 10 {
		select {
		case <-ticks:
			n++
		case <-time.After(time.Second): // want "time.After"
		}
	}
	return n
}
