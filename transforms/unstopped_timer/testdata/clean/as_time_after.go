//caulk-test: go=1.22

// Silent: time.After in other words, outside any loop. It lives until its time is up, and no longer.

package clean

import "time"

func once(in <-chan int) int {
	select {
	case v := <-in:
		return v
	case <-time.NewTimer(time.Second).C:
		return 0
	}
}

func deadline(in <-chan int) (sum int) {
	timeout := time.NewTimer(time.Second).C
	for {
		select {
		case v := <-in:
			if v == 0 {
				return sum
			}
			sum += v
		case <-timeout:
			return sum
		}
	}
}
