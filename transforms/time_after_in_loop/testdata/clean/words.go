//caulk-test: go=1.22

// Silent: words in comments and strings, and a call that is never reached by a turn of the loop.

package clean

import "time"

// A loop over select with case <-time.After(d) would be a leak.
func words() (n int) {
	for _, s := range []string{"time.After(d)", `case <-time.After(time.Second):`} {
		n += len(s)
	}
	return n
}

func ahead(in <-chan int) (sum int) {
	if in == nil {
		<-time.After(time.Second)
		return 0
	}
	for v := range in {
		sum += v
	}
	return sum
}
