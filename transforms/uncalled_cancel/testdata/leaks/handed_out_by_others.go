package cancels

import (
	"context"

	"example.org/elsewhere/joining"
)

// Nothing of the package is in sight: the type says what its callers have to do.
type joiner interface {
	Join(a, b context.Context) (context.Context, context.CancelFunc)
	Cause(a context.Context) (context.Context, context.CancelCauseFunc)
}

func joined(j joiner, a, b context.Context, work func(context.Context) error) error {
	ctx, _ := j.Join(a, b) // want "never cancelled"
	return work(ctx)
}

func caused(j joiner, a context.Context, work func(context.Context) error) error {
	ctx, cancel := j.Cause(a) // want "never cancelled"
	if err := work(ctx); err != nil {
		cancel(err)
		return err
	}
	return nil
}

// The type of what is imported is not known here.
func imported(a, b context.Context, work func(context.Context) error) error {
	ctx, _ := joining.Join(a, b)
	return work(ctx)
}
