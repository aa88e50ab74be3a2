//caulk-test: go=1.22

package received

import "time"

// stamp uses the time it receives, in two spellings.
func stamp(in <-chan int, late func(time.Time)) {
	for {
		select {
		case v := <-in:
			if v == 0 {
				return
			}
		case now := <-time.After(time.Second): // want "time.After"
			late(now)
		}
	}
}

func assign(in <-chan int) (last time.Time) {
	ok := true
	for ok {
		select {
		case _, ok = <-in:
		case last, ok = <-time.After(time.Second): // want "time.After"
		}
	}
	return last
}

func parenthesised(in <-chan int) (n int) {
	for n < 10 {
		select {
		case <-in:
			n++
		case <-(time.After(time.Second)): // want "time.After"
			return n
		}
	}
	return n
}
