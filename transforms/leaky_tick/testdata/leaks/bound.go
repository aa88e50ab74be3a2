//caulk-test: go=1.22

package bound

import "time"

const every = 5 * time.Second

// The channel has a name; the ticker takes its place.

func selected(stop <-chan struct{}, beat func()) {
	tick := time.Tick(every) // want "time.Tick"
	for {
		select {
		case <-tick:
			beat()
		case <-stop:
			return
		}
	}
}

func received(n int) (last time.Time) {
	var c = time.Tick(time.Second) // want "time.Tick"
	for i := 0; i < n; i++ {
		last = <-c
	}
	return last
}

// ticker is what the channel is called already.
func sameName(n int) {
	ticker := time.Tick(time.Second) // want "time.Tick"
	for i := 0; i < n; i++ {
		<-ticker
	}
}

// taken by something else.
func taken(ticker string, n int) {
	c := time.Tick(time.Second) // want "time.Tick"
	for i := 0; i < n; i++ {
		<-c
		println(ticker)
	}
}
