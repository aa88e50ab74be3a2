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
	timer := time.NewTimer(time.Minute)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Minute)
		select {
		case <-s.stop:
			return
		case <-timer.C: // want "time.After"
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
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return err
		case <-timer.C: // want "time.After"
			pause *= 2
		}
	}
}

// alone has no other case at all.
func alone(done func() bool) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for !done() {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Second)
		select {
		case <-timer.C: // want "time.After"
		}
	}
}
