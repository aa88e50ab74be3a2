package causes

import (
	"context"
	"errors"
	"fmt"
)

var errDone = errors.New("done")

// The cause is the same at the end of the turn.
func each(ctx context.Context, names []string, call func(context.Context, string) error) {
	for _, name := range names {
		ctx, cancel := context.WithCancelCause(ctx)
		defer func() { cancel(fmt.Errorf("behind the call: %w", errDone)) }() // want "each turn of the loop"
		if err := call(ctx, name); err != nil {
			continue
		}
	}
}

// The cause is what the function's end makes of it.
func last(ctx context.Context, names []string, call func(context.Context, string) error) (err error) {
	for _, name := range names {
		ctx, cancel := context.WithCancelCause(ctx)
		defer func() { cancel(err) }() // want "each turn of the loop"
		if err = call(ctx, name); err != nil {
			return err
		}
	}
	return nil
}
