package deadlines

import (
	"context"
	"time"
)

const patience = 5 * time.Second

// Each ends by itself.

func timeouts(ctx context.Context, names []string) error {
	for _, name := range names {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel() // want "each turn of the loop"
		if err := ask(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func deadlines(ctx context.Context, names []string) error {
	for _, name := range names {
		ctx, cancel := context.WithDeadline(ctx, time.Now().Add(time.Minute))
		defer cancel() // want "each turn of the loop"
		if err := ask(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// When these end, others say.

func someTimeout(ctx context.Context, names []string, timeout time.Duration) error {
	for _, name := range names {
		ctx, cancel := context.WithTimeout(ctx, timeout)
		defer cancel() // want "each turn of the loop"
		if err := ask(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func someDay(ctx context.Context, names []string) error {
	for _, name := range names {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel() // want "each turn of the loop"
		if err := ask(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func ask(ctx context.Context, name string) error { return ctx.Err() }
