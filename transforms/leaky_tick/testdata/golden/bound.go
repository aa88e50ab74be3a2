//caulk-test: go=1.22

package bound

import "time"

const every = 5 * time.Second

// The channel has a name; the ticker takes its place.

func selected(stop <-chan struct{}, beat func()) {
	ticker := time.NewTicker(every) // want "time.Tick"
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			beat()
		case <-stop:
			return
		}
	}
}

func received(n int) (last time.Time) {
	var ticker = time.NewTicker(time.Second) // want "time.Tick"
	defer ticker.Stop()
	for i := 0; i < n; i++ {
		last = <-ticker.C
	}
	return last
}

// ticker is what the channel is called already.
func sameName(n int) {
	ticker := time.NewTicker(time.Second) // want "time.Tick"
	defer ticker.Stop()
	for i := 0; i < n; i++ {
		<-ticker.C
	}
}

// taken by something else.
func taken(ticker string, n int) {
	ticker2 := time.NewTicker(time.Second) // want "time.Tick"
	defer ticker2.Stop()
	for i := 0; i < n; i++ {
		<-ticker2.C
		println(ticker)
	}
}
