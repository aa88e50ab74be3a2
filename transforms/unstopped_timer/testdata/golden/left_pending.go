//caulk-test: go=1.22

package pending

import (
	"context"
	"errors"
	"time"
)

var errTimeout = errors.New("timeout")

// Whatever ends the wait before the timer does leaves it pending.

func receive(in <-chan int) (int, error) {
	timer := time.NewTimer(time.Minute) // want "time.NewTimer"
	defer timer.Stop()
	select {
	case v := <-in:
		return v, nil
	case <-timer.C:
		return 0, errTimeout
	}
}

func collect(in <-chan int) (sum int) {
	var timeout = time.NewTimer(time.Minute) // want "time.NewTimer"
	defer timeout.Stop()
	for {
		select {
		case v, ok := <-in:
			if !ok {
				return sum
			}
			sum += v
		case <-timeout.C:
			return sum
		}
	}
}

func repeat(ctx context.Context, work func()) {
	timer := time.NewTimer(0) // want "time.NewTimer"
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			work()
			timer.Reset(time.Minute)
		}
	}
}

func inGoroutine(in <-chan func()) {
	go func() {
		timer := time.NewTimer(time.Hour) // want "time.NewTimer"
		defer timer.Stop()

		select {
		case f := <-in:
			f()
		case <-timer.C:
		}
	}()
}

func poll(ready func() bool) bool {
	timer := time.NewTimer(time.Minute) // want "time.NewTimer"
	defer timer.Stop()
	for !ready() {
		select {
		case <-timer.C:
			return false
		default:
			time.Sleep(time.Second)
		}
	}
	return true
}
