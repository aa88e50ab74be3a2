//caulk-test: go=1.22

// Silent: no loop goes round a call of time.After, or the call stands ahead of it and is a deadline already.

package clean

import "time"

func once(in <-chan int) int {
	select {
	case v := <-in:
		return v
	case <-time.After(time.Second):
		return 0
	}
}

func beside(in <-chan int) (sum int) {
	for i := 0; i < 3; i++ {
		sum += <-in
	}
	select {
	case v := <-in:
		sum += v
	case <-time.After(time.Second):
	}
	for v := range in {
		sum += v
	}
	return sum
}

func deadline(in <-chan int) (sum int) {
	timeout := time.After(time.Minute)
	for {
		select {
		case v := <-in:
			sum += v
		case <-timeout:
			return sum
		}
	}
}

func header(in <-chan int) (sum int) {
	for timeout := time.After(time.Minute); ; {
		select {
		case v := <-in:
			sum += v
		case <-timeout:
			return sum
		}
	}
}
