// Silent: whether a path exists on which cancel is not called can't be told without knowing how conditions hang together.

package clean

import (
	"context"
	"time"
)

func onceAssigned(ctx context.Context, limit time.Duration) error {
	var cancel context.CancelFunc
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	} else {
		ctx, cancel = context.WithCancel(ctx)
	}
	defer cancel()
	<-ctx.Done()
	return ctx.Err()
}

func noop(ctx context.Context, limit time.Duration) error {
	cancel := func() {}
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	defer cancel()
	<-ctx.Done()
	return ctx.Err()
}

func byNil(ctx context.Context, limit time.Duration) error {
	var cancel context.CancelFunc
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	<-ctx.Done()
	if cancel != nil {
		cancel()
	}
	return ctx.Err()
}

func sameCondition(ctx context.Context, limit time.Duration) error {
	var cancel context.CancelFunc
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	<-ctx.Done()
	if limit > 0 {
		cancel()
	}
	return ctx.Err()
}

func infeasible(parent context.Context, in <-chan int) int {
	ctx, cancel := context.WithCancel(parent)
	for {
		select {
		case v := <-in:
			cancel()
			return v
		case <-ctx.Done():
			cancel()
			return 0
		}
	}
}
