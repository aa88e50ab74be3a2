//caulk-test: go=1.22

package paths

import "time"

// Stopped on one way out, forgotten on the other.
func oneCase(in <-chan int, stop <-chan struct{}) int {
	ticker := time.NewTicker(time.Second) // want "time.NewTicker"
	for {
		select {
		case v := <-in:
			return v
		case <-stop:
			ticker.Stop()
			return 0
		case <-ticker.C:
			println("waiting")
		}
	}
}

// Given to the caller on one way out only.
func unlessStopped(stop <-chan struct{}) *time.Ticker {
	ticker := time.NewTicker(time.Second) // want "time.NewTicker"
	select {
	case <-stop:
		return nil
	case <-ticker.C:
		return ticker
	}
}

// Made in a loop: a defer would keep each one ticking until the function returns.
func each(periods []time.Duration) {
	for _, d := range periods {
		ticker := time.NewTicker(d) // want "time.NewTicker"
		<-ticker.C
		<-ticker.C
	}
}

// Made on each turn of a select, without a name.
func everyTurn(stop <-chan struct{}, beat func()) {
	for {
		select {
		case <-time.NewTicker(time.Second).C: // want "time.NewTicker"
			beat()
		case <-stop:
			return
		}
	}
}
