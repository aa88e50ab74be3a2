package parents

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"
)

// The parent is cancelled on one of the ways out alone.
func once(ctx context.Context, in <-chan int) (int, error) {
	parent, cancel := context.WithCancel(ctx) // want "context.WithCancel"

	child, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	select {
	case v := <-in:
		cancel()
		return v, nil
	case <-child.Done():
		return 0, errors.New("late")
	}
}

// Each turn makes one, and all of them stay until the function returns.
func turns(ctx context.Context, in <-chan int) (n int) {
	parent, cancel := context.WithCancel(ctx)
	defer cancel()
	for range 100 {
		child, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
		select {
		case v := <-in:
			n += v
		case <-child.Done():
		}
	}
	return n
}

func goWithCancel(ctx context.Context, eg *errgroup.Group, f func(context.Context) error) (func(), error) {
	own, cancel := context.WithCancel(ctx)
	eg.Go(func() error { return f(own) })
	return cancel, nil
}

// Nobody waits for the group, whose function goes on.
func unwaited(ctx context.Context, f func(context.Context) error, n int) (err error) {
	parent, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	eg, group := errgroup.WithContext(ctx)
	eg.SetLimit(n)
	if n > 1 {
		_, err = goWithCancel(group, new(errgroup.Group), f) // want "goWithCancel"
		if err != nil {
			return err
		}
	}
	return f2(parent)
}

func limited(ctx context.Context) (context.Context, func(), error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	own, cancel := context.WithTimeout(ctx, time.Minute)
	return own, cancel, nil
}

// What is dropped is of a type that no package has.
func unnamed(ctx context.Context, n int) (err error) {
	parent, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if n > 1 {
		ctx, _, err = limited(ctx) // want "limited"
		if err != nil {
			return err
		}
	}
	if err := f2(parent); err != nil {
		return err
	}
	return f2(ctx)
}

// The context goes on where its parent ends.
func detached(ctx context.Context) error {
	parent, cancel := context.WithCancel(ctx)
	defer cancel()
	own := context.WithoutCancel(parent)
	child, _ := context.WithTimeout(own, time.Minute) // want "context.WithTimeout"
	return f2(child)
}

// It has another parent.
func other(ctx context.Context, f func(context.Context) error) error {
	eg, group := errgroup.WithContext(ctx)
	eg.Go(func() error { return f(group) })
	child, _ := context.WithTimeout(ctx, time.Minute) // want "context.WithTimeout"
	if err := f2(child); err != nil {
		return err
	}
	return eg.Wait()
}

func f2(ctx context.Context) error { return ctx.Err() }

type watcher struct{ seen int }

func (w *watcher) serve(ctx context.Context) { <-ctx.Done() }

// What goes on with the context is what comes beside.
func newWatcher() (*watcher, context.CancelFunc) {
	w := &watcher{}
	ctx, cancel := context.WithCancel(context.Background())
	go w.serve(ctx)
	return w, cancel
}

func watches() int {
	w, _ := newWatcher() // want "newWatcher"
	return w.seen
}
