package causes

import (
	"context"
	"errors"
	"time"
)

var errSlow = errors.New("slow")

// The forms with a cause. Only WithCancelCause returns a function that takes one.

func timeout(parent context.Context, in <-chan int) (int, error) {
	ctx, cancel := context.WithTimeoutCause(parent, time.Minute, errSlow) // want "context.WithTimeoutCause"
	defer cancel()
	select {
	case v := <-in:
		return v, nil
	case <-ctx.Done():
		return 0, context.Cause(ctx)
	}
}

func deadline(parent context.Context, end time.Time, in <-chan int) (int, error) {
	ctx, cancel := context.WithDeadlineCause(parent, end, errSlow) // want "context.WithDeadlineCause"
	defer cancel()
	select {
	case v := <-in:
		return v, nil
	case <-ctx.Done():
		return 0, context.Cause(ctx)
	}
}

func cancelled(parent context.Context, in <-chan int) (int, error) {
	ctx, cancel := context.WithCancelCause(parent) // want "context.WithCancelCause"
	defer cancel(nil)
	select {
	case v := <-in:
		return v, nil
	case <-ctx.Done():
		return 0, context.Cause(ctx)
	}
}
