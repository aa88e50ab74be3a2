//caulk-test: go=1.23 level=leak

// Silent: since Go 1.23 an abandoned timer is collected.

package clean

import "time"

func forward(in <-chan int, out chan<- int) {
	for v := range in {
		select {
		case out <- v:
		case <-time.After(time.Minute):
		}
	}
}

func channel(in <-chan int, out chan<- int) {
	for v := range in {
		select {
		case out <- v:
		case <-time.NewTimer(time.Minute).C:
		}
	}
}
