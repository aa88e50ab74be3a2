//caulk-test: go=1.22

package leave

import (
	"context"
	"time"
)

type syncer struct {
	stop chan struct{}
	sync func()
}

// run leaves one timer behind, at the end: the other case returns.
func (s *syncer) run() {
	for {
		select {
		case <-s.stop:
			return
		case <-time.After(time.Minute): // want "time.After"
			s.sync()
		}
	}
}

// retry doubles its pause, and returns when ctx ends.
func retry(ctx context.Context, try func() error) error {
	pause := time.Second
	for {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause): // want "time.After"
			pause *= 2
		}
	}
}

// alone has no other case at all.
func alone(done func() bool) {
	for !done() {
		select {
		case <-time.After(time.Second): // want "time.After"
		}
	}
}
