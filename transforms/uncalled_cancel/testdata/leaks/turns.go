package turns

import (
	"context"
	"io"
	"os/exec"
	"time"
)

// Derived in a loop: a defer would keep each context until the function returns.
func each(parent context.Context, names []string) error {
	for _, name := range names {
		ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
		if err := exec.CommandContext(ctx, name).Run(); err != nil {
			return err
		}
	}
	return nil
}

// Called on the turns that fail only.
func onError(parent context.Context, names []string) {
	for _, name := range names {
		ctx, cancel := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
		if err := exec.CommandContext(ctx, name).Run(); err != nil {
			cancel()
			continue
		}
		println(name)
	}
}

type client struct {
	get func(context.Context, string) (io.Reader, error)
}

// What the callee gives may need its context: the turn ends before it is cancelled.
func copied(c *client, parent context.Context, names []string, w io.Writer) (n int) {
	for _, name := range names {
		ctx, cancel := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
		r, err := c.get(ctx, name)
		if err != nil {
			cancel()
			continue
		}
		if _, err := io.Copy(w, r); err == nil {
			n++
		}
	}
	return n
}

// The context is given to whoever comes by in the turn.
func until(ctx context.Context, try func(context.Context) error) error {
	for {
		ctx, cancel := context.WithTimeout(ctx, time.Second) // want "context.WithTimeout"
		err := try(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			cancel()
			return ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
}
