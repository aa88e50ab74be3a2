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
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-c.wake:
		case <-time.After(backoff): // want "time.After"
		}
		backoff *= 2
	}
}

// poll waits a random while: each turn rolls the dice once.
func (c *client) poll(events <-chan string, seen func(string)) {
	for {
		select {
		case e, ok := <-events:
			if !ok {
				return
			}
			seen(e)
		case <-time.After(time.Duration(rand.Intn(1000)) * time.Millisecond): // want "time.After"
			seen("")
		}
	}
}

// each waits as the loop variable says; a default is a case like the others.
func (c *client) each(pauses []time.Duration) (skipped int) {
	for _, pause := range pauses {
	wait:
		select {
		case <-c.wake: // somebody is in a hurry
			// so be it
			break wait
		case <-time.After(pause): // want "time.After"
			break wait
		default:
			skipped++
		}
	}
	return skipped
}

// left waits for what is left of a minute: the argument reads the clock.
func (c *client) left(deadline time.Time) (woken int) {
	for time.Now().Before(deadline) {
		select {
		case <-c.wake:
			woken++
		case <-time.After(time.Until(deadline)): // want "time.After"
		}
	}
	return woken
}
