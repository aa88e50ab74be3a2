//caulk-test: go=1.22

// Silent: the channel goes to somebody else, who may wait on it for as long as he likes.

package clean

import "time"

type request struct {
	timeout <-chan time.Time
}

func passed(in <-chan int, wait func(<-chan int, <-chan time.Time) bool) {
	for wait(in, time.After(time.Second)) {
	}
}

func stored(requests chan<- request) {
	for i := 0; i < 10; i++ {
		requests <- request{timeout: time.After(time.Second)}
	}
}

func sent(timeouts chan<- <-chan time.Time) {
	for {
		select {
		case timeouts <- time.After(time.Second):
		default:
			return
		}
	}
}

func collected(n int) (all []<-chan time.Time) {
	for i := 0; i < n; i++ {
		all = append(all, time.After(time.Duration(i)*time.Second))
	}
	return all
}

func captured(n int, done func(int)) {
	for i := 0; i < n; i++ {
		timeout := time.After(time.Second)
		go func() {
			<-timeout
			done(i)
		}()
	}
}

func ranged() {
	for {
		for range time.After(time.Second) {
		}
	}
}
