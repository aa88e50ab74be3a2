//caulk-test: go=1.22

package refused

import "time"

// Each turn makes a ticker of its own, as if it were a timeout. What was meant, one ticker or a timeout, is not said.
func everyTurn(in <-chan int) (sum int) {
	for {
		select {
		case v := <-in:
			sum += v
		case <-time.Tick(time.Second): // want "time.Tick"
			return sum
		}
	}
}

// Each item makes one.
func each(items []int, work func(int)) {
	for _, item := range items {
		tick := time.Tick(time.Second) // want "time.Tick"
		work(item)
		<-tick
	}
}
