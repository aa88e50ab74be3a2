//caulk-test: go=1.22

package spot

import (
	"sync"
	"time"
)

type queue struct {
	mu    sync.Mutex
	items chan int
}

// A literal that is called on the spot is a part of the loop around it.
func (q *queue) drain(n int) (sum int) {
	for i := 0; i < n; i++ {
		func() {
			q.mu.Lock()
			defer q.mu.Unlock()
			select {
			case v := <-q.items:
				sum += v
			case <-time.After(time.Second): // want "time.After"
			}
		}()
	}
	return sum
}

// Its duration is a parameter of the literal: it means nothing ahead of the loop.
func (q *queue) drainEach(pauses []time.Duration) (sum int) {
	for _, pause := range pauses {
		sum += func(pause time.Duration) int {
			select {
			case v := <-q.items:
				return v
			case <-time.After(pause): // want "time.After"
				return 0
			}
		}(pause)
	}
	return sum
}
