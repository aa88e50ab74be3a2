//caulk-test: go=1.22

package refused

import "time"

type feed struct{}

func (feed) updates() <-chan int { return nil }

func (feed) Done() <-chan int { return nil }

// An earlier case computes what it sends. time.After starts when that is done; ahead of the select it would start before.
func computes(out chan<- int, next func() int) {
	for {
		select {
		case out <- next():
		case <-time.After(time.Second): // want "time.After"
			return
		}
	}
}

// An earlier case calls for its channel, which may block.
func callsForChannel(f feed) {
	for {
		select {
		case <-f.updates():
		case <-time.After(time.Second): // want "time.After"
			return
		}
	}
}

// The earlier case calls a Done that is not a context's.
func ownDone(f feed, pauses []time.Duration) {
	for _, pause := range pauses {
		select {
		case <-f.Done():
		case <-time.After(pause): // want "time.After"
			return
		}
	}
}

// An earlier case receives what it sends, and waits for it.
func forwards(in <-chan int, out chan<- int) {
	for {
		select {
		case out <- <-in:
		case <-time.After(time.Second): // want "time.After"
			return
		}
	}
}
