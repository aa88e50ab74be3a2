package never

import (
	"context"
	"time"
)

// The function has a name, and nothing calls it.

func silenced(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	defer cancel()
	_ = cancel
	<-ctx.Done()
	return ctx.Err()
}

// replaced loses the first function when the name is given to the second.
func replaced(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	defer cancel()
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, cancel = context.WithTimeout(parent, time.Minute)
	defer cancel()
	<-ctx.Done()
	return ctx.Err()
}

// compared is looked at, but not called.
func compared(parent context.Context) error {
	ctx, cancel := context.WithCancel(parent) // want "context.WithCancel"
	defer cancel()
	if cancel == nil {
		return nil
	}
	return ctx.Err()
}
