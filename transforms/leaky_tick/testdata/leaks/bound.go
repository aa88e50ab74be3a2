//caulk-test: go=1.22

package bound

import "time"

const every = 5 * time.Second

// The channel has a name, which the ticker takes over.

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

func taken(ticker string, n int) {
	c := time.Tick(time.Second) // want "time.Tick"
	for i := 0; i < n; i++ {
		<-c
		println(ticker)
	}
}

// Each keeps the name that says what it is for.
func several(stop <-chan struct{}, clean func()) {
	limiter := time.Tick(time.Millisecond) // want "time.Tick"

	cleanupTick := time.Tick(5 * time.Minute) // want "time.Tick"
	for {
		select {
		case <-stop:
			return
		case <-cleanupTick:
			clean()
			<-limiter
		}
	}
}
