// Silent: called on every path, in the spellings people use.

package clean

import (
	"context"
	"errors"
	"time"
)

func deferred(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	<-ctx.Done()
	return ctx.Err()
}

func explicit(parent context.Context, in <-chan int) (v int) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	select {
	case v = <-in:
	case <-ctx.Done():
	}
	cancel()
	return v
}

func onEachPath(parent context.Context, in <-chan int) (int, error) {
	ctx, cancel := context.WithCancel(parent)
	select {
	case v := <-in:
		cancel()
		return v, nil
	case <-ctx.Done():
		cancel()
		return 0, ctx.Err()
	}
}

func cause(parent context.Context, in <-chan int) (err error) {
	ctx, cancel := context.WithCancelCause(parent)
	defer func() { cancel(err) }()
	select {
	case <-in:
		return errors.New("came")
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func alias(parent context.Context) error {
	ctx, cancel := context.WithCancel(parent)
	stop := cancel
	defer stop()
	return ctx.Err()
}

func typed(parent context.Context) error {
	ctx, cancel := context.WithCancel(parent)
	var stop func() = cancel
	defer stop()
	return ctx.Err()
}

func converted(parent context.Context) error {
	ctx, cancel := context.WithCancel(parent)
	defer (func())(cancel)()
	return ctx.Err()
}

func inClosure(parent context.Context) error {
	ctx, cancel := context.WithCancel(parent)
	cleanup := func() {
		cancel()
	}
	defer cleanup()
	return ctx.Err()
}

func inGoroutine(parent context.Context, work func(context.Context)) {
	ctx, cancel := context.WithCancel(parent)
	go func() {
		defer cancel()
		work(ctx)
	}()
}

func onlyCancel(parent context.Context) {
	_, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
}
