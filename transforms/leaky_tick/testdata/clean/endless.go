//caulk-test: go=1.22

// Silent: the function never returns, which is what time.Tick is for. Nothing closes the channel, so that a range over it
// does not end by itself.

package clean

import (
	"log"
	"time"
)

func ranged(beat func()) {
	for range time.Tick(time.Second) {
		beat()
	}
}

func named(beat func(time.Time)) {
	tick := time.Tick(time.Minute)
	for {
		beat(<-tick)
	}
}

func started(beat func()) {
	go func() {
		for range time.Tick(time.Second) {
			beat()
		}
	}()
}

func selected(in <-chan func()) {
	tick := time.Tick(time.Second)
	for {
		select {
		case f := <-in:
			f()
		case now := <-tick:
			log.Print(now)
		}
	}
}

func dies(ok func() bool) {
	for range time.Tick(time.Second) {
		if !ok() {
			log.Fatal("not well")
		}
	}
}
