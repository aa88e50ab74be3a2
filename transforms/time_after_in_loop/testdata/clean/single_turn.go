//caulk-test: go=1.22

// Silent: every case leaves the loop, so that it turns once at most and is none.

package clean

import "time"

func first(in <-chan int) int {
	for {
		select {
		case v := <-in:
			return v
		case <-time.After(time.Second):
			return 0
		}
	}
}

func firstOf(ins []<-chan int) (v int) {
	for _, in := range ins {
		select {
		case v = <-in:
		case <-time.After(time.Second):
		}
		break
	}
	return v
}
