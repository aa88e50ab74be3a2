package turns

import (
	"context"
	"time"
)

type key struct{}

type message struct{ id, user string }

// Each turn's value hides the one before.
func consume(ctx context.Context, messages <-chan message, handle func(context.Context, message)) {
	for m := range messages {
		ctx = context.WithValue(ctx, key{}, m.id) // want "context.WithValue"
		handle(ctx, m)
	}
}

// In a case of a select.
func serve(ctx context.Context, messages <-chan message, handle func(context.Context, message) error) error {
	for {
		select {
		case m := <-messages:
			ctx = context.WithValue(ctx, key{}, m.id) // want "context.WithValue"
			if err := handle(ctx, m); err != nil {
				return err
			}
		case <-time.After(time.Second):
			return nil
		}
	}
}

// Whether it has ended is the same of all.
func until(ctx context.Context, messages <-chan message, handle func(context.Context)) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case m := <-messages:
			ctx = context.WithValue(ctx, key{}, m.id) // want "context.WithValue"
			handle(ctx)
		}
	}
}

// The key is another one each time, and what the turns before have set is gone.
func perUser(ctx context.Context, messages <-chan message, handle func(context.Context)) {
	for m := range messages {
		ctx = context.WithValue(ctx, m.user, m.id) // want "context.WithValue"
		handle(ctx)
	}
}

// Two in a row are one.
func twice(ctx context.Context, messages <-chan message, handle func(context.Context)) {
	for m := range messages {
		ctx = context.WithValue(ctx, key{}, m.id) // want "context.WithValue"
		ctx = context.WithValue(ctx, key{}, m.user)
		handle(ctx)
	}
}

// A list ends, and the chain with it.
func each(ctx context.Context, messages []message, handle func(context.Context)) {
	for _, m := range messages {
		ctx = context.WithValue(ctx, key{}, m.id) // want "context.WithValue"
		handle(ctx)
	}
}

// A variable of the function's own.
func own(messages <-chan message, handle func(context.Context)) {
	ctx := context.Background()
	for m := range messages {
		ctx = context.WithValue(ctx, key{}, m.id) // want "context.WithValue"
		handle(ctx)
	}
}

// The next turn reads what this one derived.
func refusedCarried(ctx context.Context, messages <-chan message, handle func(context.Context)) {
	for m := range messages {
		handle(ctx)
		ctx = context.WithValue(ctx, key{}, m.id) // want "context.WithValue"
		handle(ctx)
	}
}

// So does what comes behind the loop.
func refusedBehind(ctx context.Context, messages <-chan message, handle func(context.Context)) {
	for m := range messages {
		ctx = context.WithValue(ctx, key{}, m.id) // want "context.WithValue"
		handle(ctx)
	}
	handle(ctx)
}

// A literal that runs whenever it likes reads it.
func refusedCaptured(ctx context.Context, messages <-chan message, handle func(context.Context), later func(func())) {
	later(func() { handle(ctx) })
	for m := range messages {
		ctx = context.WithValue(ctx, key{}, m.id) // want "context.WithValue"
		handle(ctx)
	}
}

// Another name would be declared with it, and be unused outside.
func refusedOtherNames(ctx context.Context, messages <-chan message, handle func(context.Context)) {
	var cancel context.CancelFunc
	for range messages {
		ctx, cancel = context.WithTimeout(ctx, time.Second) // want "context.WithTimeout"
		handle(ctx)
		cancel()
	}
}
