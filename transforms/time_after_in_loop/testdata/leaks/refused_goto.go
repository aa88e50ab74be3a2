//caulk-test: go=1.22

package refused

import "time"

// A goto targets the select's label: it would jump past the Reset that must stand ahead of the label.
func toSelect(in <-chan int, out chan<- int) {
	for v := range in {
	again:
		select {
		case w := <-in:
			v += w
			goto again
		case out <- v:
		case <-time.After(time.Second): // want "time.After"
		}
	}
}

// The loop is a goto: there is no statement to stand the timer ahead of.
func loop(in <-chan int) (sum int) {
again:
	select {
	case v := <-in:
		sum += v
		goto again
	case <-time.After(time.Second): // want "time.After"
		return sum
	}
}
