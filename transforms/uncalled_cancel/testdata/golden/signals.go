package signals

import (
	"context"
	"os"
	"os/signal"
)

// wait is interrupted by the user. Deferring stop gives SIGINT its deadly default back when wait returns: unsafe.
func wait(parent context.Context, in <-chan int) (int, error) {
	ctx, stop := signal.NotifyContext(parent, os.Interrupt) // want "signal.NotifyContext"
	defer stop()
	select {
	case v := <-in:
		return v, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}
