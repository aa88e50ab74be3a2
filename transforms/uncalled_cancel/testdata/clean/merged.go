package merged

import (
	"context"

	"github.com/LK4D4/joincontext"
	"github.com/teivah/onecontext"
)

// The cancel function is called.
func called(ctx, done context.Context, wait func(context.Context) error) error {
	joined, cancel := joincontext.Join(ctx, done)
	defer cancel()
	return wait(joined)
}

// Whoever calls has it.
func handedOut(ctx, other context.Context) (context.Context, context.CancelFunc) {
	return onecontext.Merge(ctx, other)
}

// Both end with the function that cancels the first.
func endsWithItsParent(done context.Context, wait func(context.Context) error) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	joined, _ := joincontext.Join(ctx, done)
	return wait(joined)
}
