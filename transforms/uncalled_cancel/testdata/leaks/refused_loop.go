package refused

import (
	"context"
	"io"
	"os/exec"
	"time"
)

// Each turn derives from the turn before.
func deeper(ctx context.Context, names []string) {
	for i := 0; i < len(names); i++ {
		ctx, _ = context.WithTimeout(ctx, time.Minute) // want "context.WithTimeout"
		exec.CommandContext(ctx, names[i]).Run()
	}
}

// The command runs on under its context when the turn is over.
func started(parent context.Context, names []string) error {
	var last *exec.Cmd
	for _, name := range names {
		ctx, cancel := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
		last = exec.CommandContext(ctx, name)
		if err := last.Start(); err != nil {
			cancel()
			return err
		}
	}
	return last.Wait()
}

type client struct {
	get func(context.Context, string) (io.Reader, error)
}

// What the callee gives may need its context, and is read behind the loop.
func readLater(c *client, parent context.Context, names []string, w io.Writer) error {
	var last io.Reader
	for _, name := range names {
		ctx, cancel := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
		r, err := c.get(ctx, name)
		if err != nil {
			cancel()
			return err
		}
		last = io.LimitReader(r, 512)
	}
	_, err := io.Copy(w, last)
	return err
}
