//caulk-test: go=1.22

package inplace

import (
	"context"
	"math/rand"
	"time"
)

type client struct {
	wake chan struct{}
	dial func() error
}

// connect waits longer each time, unless woken.
func (c *client) connect(ctx context.Context) error {
	backoff := 100 * time.Millisecond
	for {
		if err := c.dial(); err == nil {
			return nil
		}
		timer := time.NewTimer(backoff)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-c.wake:
			timer.Stop()
		case <-timer.C: // want "time.After"
		}
		backoff *= 2
	}
}

// poll waits a random while: each turn rolls the dice once.
func (c *client) poll(events <-chan string, seen func(string)) {
	for {
		timer := time.NewTimer(time.Duration(rand.Intn(1000)) * time.Millisecond)
		select {
		case e, ok := <-events:
			timer.Stop()
			if !ok {
				return
			}
			seen(e)
		case <-timer.C: // want "time.After"
			seen("")
		}
	}
}

// each waits as the loop variable says; a default is a case like the others.
func (c *client) each(pauses []time.Duration) (skipped int) {
	for _, pause := range pauses {
		timer := time.NewTimer(pause)
	wait:
		select {
		case <-c.wake: // somebody is in a hurry
			timer.Stop()
			// so be it
			break wait
		case <-timer.C: // want "time.After"
			break wait
		default:
			timer.Stop()
			skipped++
		}
	}
	return skipped
}

// left waits for what is left of a minute: the argument reads the clock.
func (c *client) left(deadline time.Time) (woken int) {
	for time.Now().Before(deadline) {
		timer := time.NewTimer(time.Until(deadline))
		select {
		case <-c.wake:
			timer.Stop()
			woken++
		case <-timer.C: // want "time.After"
		}
	}
	return woken
}
