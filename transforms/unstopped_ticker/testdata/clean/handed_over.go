//caulk-test: go=1.22

// Silent: the ticker, or its channel, is somebody else's: the caller's, a struct's, a goroutine's, an unknown function's.

package clean

import "time"

type clock struct {
	ticker *time.Ticker
	ticks  <-chan time.Time
}

var beat *time.Ticker

func returned() *time.Ticker {
	t := time.NewTicker(time.Second)
	return t
}

func channelReturned() <-chan time.Time {
	t := time.NewTicker(time.Second)
	return t.C
}

func inStruct() *clock {
	t := time.NewTicker(time.Second)
	return &clock{ticker: t, ticks: t.C}
}

func (c *clock) field() {
	c.ticker = time.NewTicker(time.Second)
}

func (c *clock) channelField() {
	t := time.NewTicker(time.Second)
	c.ticks = t.C
}

func packageLevel() {
	beat = time.NewTicker(time.Second)
}

func toGoroutine(stop <-chan struct{}, f func()) {
	ticker := time.NewTicker(time.Second)
	go func() {
		for {
			select {
			case <-ticker.C:
				f()
			case <-stop:
				ticker.Stop()
				return
			}
		}
	}()
}

func capturedByEndless(f func()) {
	ticker := time.NewTicker(time.Second)
	go func() {
		for range ticker.C {
			f()
		}
	}()
}

func toFunction(run func(*time.Ticker)) {
	run(time.NewTicker(time.Second))
	t := time.NewTicker(time.Minute)
	run(t)
}

func channelToFunction(run func(<-chan time.Time)) {
	t := time.NewTicker(time.Second)
	run(t.C)
}

func sent(to chan<- *time.Ticker) {
	t := time.NewTicker(time.Second)
	to <- t
}
