//caulk-test: go=1.22

// Silent: the channel is kept in a variable declared outside the loop, so that a timer may serve several turns.

package clean

import "time"

// debounce acts when nothing has come for a while; each value starts the wait anew.
func debounce(in <-chan int, act func(int)) {
	var quiet <-chan time.Time
	last := 0
	for {
		select {
		case v, ok := <-in:
			if !ok {
				return
			}
			last = v
			quiet = time.After(100 * time.Millisecond)
		case <-quiet:
			quiet = nil
			act(last)
		}
	}
}

// grace starts once, on the first failure.
func grace(fails <-chan error) error {
	var over <-chan time.Time
	for {
		select {
		case err := <-fails:
			if err != nil && over == nil {
				over = time.After(time.Minute)
			}
		case <-over:
			return nil
		}
	}
}
