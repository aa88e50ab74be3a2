//caulk-test: go=1.22

// Silent: the channel is for somebody else, or for the whole program.

package clean

import "time"

var beat = time.Tick(time.Second)

type clock struct{ ticks <-chan time.Time }

func returned() <-chan time.Time {
	return time.Tick(time.Second)
}

func returnedByName() (<-chan time.Time, error) {
	c := time.Tick(time.Second)
	return c, nil
}

func inStruct() *clock {
	return &clock{ticks: time.Tick(time.Second)}
}

func (c *clock) field() {
	c.ticks = time.Tick(time.Second)
}

func passed(run func(<-chan time.Time)) {
	run(time.Tick(time.Second))
}

func captured(f func()) {
	tick := time.Tick(time.Second)
	go func() {
		for range tick {
			f()
		}
	}()
}

func sent(to chan<- <-chan time.Time) {
	to <- time.Tick(time.Second)
}
