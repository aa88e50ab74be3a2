// Silent: these are called WithTimeout and WithCancel, and are not those of package context; nor does every context need a
// cancel.

package clean

import (
	"context"
	"time"
)

type key struct{}

type factory struct{}

func (factory) WithTimeout(ctx context.Context, d time.Duration) (context.Context, func()) {
	return ctx, func() {}
}

func WithCancel(ctx context.Context) (context.Context, error) {
	return ctx, nil
}

func method(ctx context.Context, f factory) error {
	ctx, _ = f.WithTimeout(ctx, time.Second)
	return ctx.Err()
}

func shadowed(parent context.Context) error {
	context := factory{}
	ctx, _ := context.WithTimeout(parent, time.Second)
	return ctx.Err()
}

func own(parent context.Context) error {
	ctx, _ := WithCancel(parent)
	return ctx.Err()
}

func noCancel(parent context.Context) error {
	ctx := context.WithValue(context.WithoutCancel(parent), key{}, 1)
	return ctx.Err()
}
