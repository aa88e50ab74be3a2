//caulk-test: go=1.22

package bound

import "time"

const every = 5 * time.Second

// The channel has a name, which the ticker takes over.

func selected(stop <-chan struct{}, beat func()) {
	tick := time.NewTicker(every) // want "time.Tick"
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			beat()
		case <-stop:
			return
		}
	}
}

func received(n int) (last time.Time) {
	var c = time.NewTicker(time.Second) // want "time.Tick"
	defer c.Stop()
	for i := 0; i < n; i++ {
		last = <-c.C
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

func taken(ticker string, n int) {
	c := time.NewTicker(time.Second) // want "time.Tick"
	defer c.Stop()
	for i := 0; i < n; i++ {
		<-c.C
		println(ticker)
	}
}

// Each keeps the name that says what it is for.
func several(stop <-chan struct{}, clean func()) {
	limiter := time.NewTicker(time.Millisecond) // want "time.Tick"
	defer limiter.Stop()

	cleanupTick := time.NewTicker(5 * time.Minute) // want "time.Tick"
	defer cleanupTick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-cleanupTick.C:
			clean()
			<-limiter.C
		}
	}
}
