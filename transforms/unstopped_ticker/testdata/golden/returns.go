//caulk-test: go=1.22

package returns

import (
	"context"
	"time"
)

type watcher struct {
	every time.Duration
	poll  func() error
}

// The function returns, and its ticker goes on ticking.

func (w *watcher) run(ctx context.Context) error {
	ticker := time.NewTicker(w.every) // want "time.NewTicker"
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
			if err := w.poll(); err != nil {
				return err
			}
		}
	}
}

func (w *watcher) ranged(n int) {
	t := time.NewTicker(time.Second) // want "time.NewTicker"
	defer t.Stop()
	for range t.C {
		if n--; n == 0 {
			break
		}
		w.poll()
	}
}

func (w *watcher) declared(stop <-chan struct{}) {
	var tick = time.NewTicker(time.Second) // want "time.NewTicker"
	defer tick.Stop()

	ticks := tick.C
	for {
		select {
		case <-stop:
			return
		case <-ticks:
			w.poll()
		}
	}
}

func (w *watcher) reset(stop <-chan time.Duration) {
	ticker := time.NewTicker(time.Second) // want "time.NewTicker"
	defer ticker.Stop()
	for {
		select {
		case d := <-stop:
			if d == 0 {
				return
			}
			ticker.Reset(d)
		case now := <-ticker.C:
			println(now.Second())
		}
	}
}

func (w *watcher) two(ctx context.Context) {
	fast := time.NewTicker(time.Second) // want "time.NewTicker"
	defer fast.Stop()
	slow := time.NewTicker(time.Minute) // want "time.NewTicker"
	defer slow.Stop()
	for ctx.Err() == nil {
		select {
		case <-fast.C:
		case <-slow.C:
			w.poll()
		}
	}
}
