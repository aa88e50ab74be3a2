//caulk-test: go=1.22

// Silent: stopped on every path.

package clean

import "time"

func deferred(stop <-chan struct{}) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
		case <-stop:
			return
		}
	}
}

func explicit(n int) {
	ticker := time.NewTicker(time.Second)
	for i := 0; i < n; i++ {
		<-ticker.C
	}
	ticker.Stop()
}

func eachCase(in <-chan int, stop <-chan struct{}) int {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case v := <-in:
			ticker.Stop()
			return v
		case <-stop:
			ticker.Stop()
			return 0
		case <-ticker.C:
		}
	}
}

func closure(stop <-chan struct{}) {
	ticker := time.NewTicker(time.Second)
	defer func() {
		ticker.Stop()
	}()
	<-stop
}

func methodValue(stop <-chan struct{}) {
	ticker := time.NewTicker(time.Second)
	end := ticker.Stop
	defer end()
	<-stop
}

func inGoroutine(stop <-chan struct{}, beat func()) {
	go func() {
		ticker := time.NewTicker(time.Second)
		defer ticker.Stop()
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
