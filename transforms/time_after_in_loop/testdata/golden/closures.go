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
			timer := time.NewTimer(idle)
			defer timer.Stop()
			for {
				if !timer.Stop() {
					select {
					case <-timer.C:
					default:
					}
				}
				timer.Reset(idle)
				select {
				case job := <-jobs:
					job()
				case <-timer.C: // want "time.After"
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
			timer := time.NewTimer(10 * time.Millisecond)
			defer timer.Stop()
			for {
				if !timer.Stop() {
					select {
					case <-timer.C:
					default:
					}
				}
				timer.Reset(10 * time.Millisecond)
				select {
				case <-in:
					n++
				case <-timer.C: // want "time.After"
					return n
				}
			}
		},
	}
}

// atTheEnd drains in a deferred call.
func atTheEnd(in <-chan int, use func(int)) {
	defer func() {
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
			case <-in:
			case <-timer.C: // want "time.After"
				return
			}
		}
	}()
	use(<-in)
}
