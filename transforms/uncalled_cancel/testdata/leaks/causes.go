package causes

import (
	"context"
	"errors"
	"time"
)

var errSlow = errors.New("slow")

// The forms with a cause. Only WithCancelCause returns a function that takes one.

func timeout(parent context.Context, in <-chan int) (int, error) {
	ctx, _ := context.WithTimeoutCause(parent, time.Minute, errSlow) // want "context.WithTimeoutCause"
	select {
	case v := <-in:
		return v, nil
	case <-ctx.Done():
		return 0, context.Cause(ctx)
	}
}

func deadline(parent context.Context, end time.Time, in <-chan int) (int, error) {
	ctx, _ := context.WithDeadlineCause(parent, end, errSlow) // want "context.WithDeadlineCause"
	select {
	case v := <-in:
		return v, nil
	case <-ctx.Done():
		return 0, context.Cause(ctx)
	}
}

func cancelled(parent context.Context, in <-chan int) (int, error) {
	ctx, _ := context.WithCancelCause(parent) // want "context.WithCancelCause"
	select {
	case v := <-in:
		return v, nil
	case <-ctx.Done():
		return 0, context.Cause(ctx)
	}
}
