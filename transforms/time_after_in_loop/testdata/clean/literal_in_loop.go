//caulk-test: go=1.22

// Silent: the loop is around a function literal, and each call of that has a timer of its own to wait for, once.

package clean

import "time"

func eachInGoroutine(subscribers []chan<- int, v int) {
	for _, s := range subscribers {
		go func() {
			select {
			case s <- v:
			case <-time.After(time.Second):
			}
		}()
	}
}

func eachLater(subscribers []chan<- int, v int) (sends []func() bool) {
	for _, s := range subscribers {
		sends = append(sends, func() bool {
			select {
			case s <- v:
				return true
			case <-time.After(time.Second):
				return false
			}
		})
	}
	return sends
}

func eachDeferred(stops []chan struct{}) {
	for _, stop := range stops {
		defer func() {
			select {
			case <-stop:
			case <-time.After(time.Second):
			}
		}()
	}
}
