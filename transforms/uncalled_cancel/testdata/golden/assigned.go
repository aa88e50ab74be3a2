package assigned

import (
	stdcontext "context"
	"os/exec"
	"time"
)

// Under `=` the name is declared ahead, with its type; `:=` would make another context.

func narrowed(context stdcontext.Context, name string) ([]byte, error) {
	var cancel stdcontext.CancelFunc
	context, cancel = stdcontext.WithTimeout(context, time.Second) // want "stdcontext.WithTimeout"
	defer cancel()
	return exec.CommandContext(context, name).Output()
}

func ifPositive(ctx stdcontext.Context, limit time.Duration, name string) error {
	if limit > 0 {
		var cancel stdcontext.CancelFunc
		ctx, cancel = stdcontext.WithTimeout(ctx, limit) // want "stdcontext.WithTimeout"
		defer cancel()
	}
	return exec.CommandContext(ctx, name).Run()
}

func withCause(ctx stdcontext.Context, in <-chan struct{}) error {
	var cancel stdcontext.CancelCauseFunc
	ctx, cancel = stdcontext.WithCancelCause(ctx) // want "stdcontext.WithCancelCause"
	defer cancel(nil)
	select {
	case <-in:
		return nil
	case <-ctx.Done():
		return stdcontext.Cause(ctx)
	}
}
