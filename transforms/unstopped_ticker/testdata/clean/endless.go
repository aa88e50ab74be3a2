//caulk-test: go=1.22

// Silent: the function never returns, and a deferred Stop would be dead code. The channel of a ticker is never closed, so
// that a range over it does not end by itself.

package clean

import (
	"log"
	"time"
)

func ranged(beat func()) {
	ticker := time.NewTicker(time.Second)
	for range ticker.C {
		beat()
	}
}

func looped(beat func()) {
	ticker := time.NewTicker(time.Second)
	for {
		<-ticker.C
		beat()
	}
}

func selected(in <-chan func()) {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case f := <-in:
			f()
		case now := <-ticker.C:
			log.Print(now)
		}
	}
}

func started(beat func()) {
	go func() {
		ticker := time.NewTicker(time.Minute)
		for range ticker.C {
			beat()
		}
	}()
}

func unbound(beat func()) {
	for range time.NewTicker(time.Second).C {
		beat()
	}
}

func dies(ok func() bool) {
	ticker := time.NewTicker(time.Second)
	for range ticker.C {
		if !ok() {
			log.Fatal("not well")
		}
	}
}
