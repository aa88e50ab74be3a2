package merged

import (
	"context"

	"github.com/LK4D4/joincontext"
	"github.com/teivah/onecontext"
)

// A context made of two holds a goroutine until either ends.

type client struct {
	done context.Context
	wait func(context.Context, string) error
}

func (c *client) dropped(ctx context.Context, id string) error {
	joined, _ := joincontext.Join(ctx, c.done) // want "joincontext.Join"
	return c.wait(joined, id)
}

func (c *client) eachTurn(ctx context.Context, ids []string) error {
	for _, id := range ids {
		joined, cancel := joincontext.Join(ctx, c.done) // want "joincontext.Join"
		if err := c.wait(joined, id); err != nil {
			return err
		}
		cancel()
	}
	return nil
}

func forgotten(ctx, other context.Context, ch chan int) (int, error) {
	merged, cancel := onecontext.Merge(ctx, other) // want "onecontext.Merge"
	select {
	case got := <-ch:
		cancel()
		return got, nil
	case <-merged.Done():
		return 0, merged.Err()
	}
}
