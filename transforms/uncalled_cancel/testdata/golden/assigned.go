package assigned

import (
	stdcontext "context"
	"os/exec"
	"time"
)

// Under `=` in the block of the others the name is declared by `:=`, which makes no other context; ahead, with its type, in an inner one.

func narrowed(context stdcontext.Context, name string) ([]byte, error) {
	context, cancel := stdcontext.WithTimeout(context, time.Second) // want "stdcontext.WithTimeout"
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
	ctx, cancel := stdcontext.WithCancelCause(ctx) // want "stdcontext.WithCancelCause"
	defer cancel(nil)
	select {
	case <-in:
		return nil
	case <-ctx.Done():
		return stdcontext.Cause(ctx)
	}
}
