//caulk-test: go=1.22

package closures

import (
	"sync"
	"time"
)

type handler struct {
	drop func(<-chan int) int
}

// workers start in a loop, but each has one of its own.
func workers(jobs <-chan func(), n int, idle time.Duration) {
	var wg sync.WaitGroup
	for i := 0; i < n; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				select {
				case job := <-jobs:
					job()
				case <-time.After(idle): // want "time.After"
					return
				}
			}
		}()
	}
	wg.Wait()
}

// newHandler returns a closure that loops.
func newHandler() *handler {
	return &handler{
		drop: func(in <-chan int) (n int) {
			for {
				select {
				case <-in:
					n++
				case <-time.After(10 * time.Millisecond): // want "time.After"
					return n
				}
			}
		},
	}
}

// atTheEnd drains in a deferred call.
func atTheEnd(in <-chan int, use func(int)) {
	defer func() {
		for {
			select {
			case <-in:
			case <-time.After(time.Second): // want "time.After"
				return
			}
		}
	}()
	use(<-in)
}
