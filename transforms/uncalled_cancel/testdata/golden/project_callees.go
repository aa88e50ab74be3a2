package callees

import (
	"context"
	"time"
)

type store interface {
	Load(ctx context.Context, id int) (string, error)
}

// What a callee in sight does with the context is known.
func inSight(parent context.Context, in <-chan int) (int, error) {
	ctx, cancel := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	defer cancel()
	return receive(ctx, in)
}

func receive(ctx context.Context, in <-chan int) (int, error) {
	select {
	case v := <-in:
		return v, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// What others do is not: Load may start something that goes on with the context. The fix is unsafe.
func behindInterface(parent context.Context, s store) (string, error) {
	ctx, cancel := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	defer cancel()
	return s.Load(ctx, 1)
}

func behindValue(parent context.Context, watch func(context.Context) error) error {
	ctx, cancel := context.WithCancel(parent) // want "context.WithCancel"
	defer cancel()
	return watch(ctx)
}
