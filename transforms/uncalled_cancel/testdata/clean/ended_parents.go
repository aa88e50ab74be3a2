// A context ends with the one from which it is derived, and holds nothing any more: its own cancel function has nothing to do.
package parents

import (
	"context"

	"golang.org/x/sync/errgroup"
)

func background(ctx context.Context, eg *errgroup.Group, f func(context.Context) error) func() {
	own, cancel := context.WithCancel(ctx)
	eg.Go(func() error { return f(own) })
	return cancel
}

func waited(ctx context.Context, f func(context.Context) error) error {
	eg, group := errgroup.WithContext(ctx)
	_ = background(group, eg, f)
	return eg.Wait()
}

func waitedBehind(ctx context.Context, f func(context.Context) error) error {
	parent, cancel := context.WithCancel(ctx)
	eg, group := errgroup.WithContext(parent)
	_ = background(group, eg, f)
	cancel()
	err := eg.Wait()
	return err
}
