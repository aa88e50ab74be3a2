//caulk-test: go=1.22

package closures

import "time"

// The ticker belongs to the function literal that makes it.

func start(stop <-chan struct{}, beat func()) {
	go func() {
		ticker := time.NewTicker(time.Second) // want "time.NewTicker"
		for {
			select {
			case <-ticker.C:
				beat()
			case <-stop:
				return
			}
		}
	}()
}

func inBlock(verbose bool, done <-chan struct{}) {
	if verbose {
		ticker := time.NewTicker(time.Second) // want "time.NewTicker"
		for {
			select {
			case <-ticker.C:
				println("still there")
				continue
			case <-done:
			}
			break
		}
	}
	println("done")
}
