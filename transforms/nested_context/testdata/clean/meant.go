// The chain has an end, or is what somebody wants.
package meant

import (
	"context"
	"time"
)

type key struct{}

// A list of values becomes one context.
func with(ctx context.Context, values map[string]string) context.Context {
	for k, v := range values {
		ctx = context.WithValue(ctx, k, v)
	}
	return ctx
}

func run(ctx context.Context, values map[string]string, do func(context.Context)) {
	for k, v := range values {
		ctx = context.WithValue(ctx, k, v)
	}
	do(ctx)
}

// Counted, and used on the way.
func counted(ctx context.Context, do func(context.Context)) context.Context {
	for i := 0; i < 3; i++ {
		ctx = context.WithValue(ctx, key{}, i)
		do(ctx)
	}
	return ctx
}

// A new variable each time.
func declared(ctx context.Context, values <-chan string, do func(context.Context)) {
	for v := range values {
		ctx := context.WithValue(ctx, key{}, v)
		do(ctx)
	}
}

func declaredInside(parent context.Context, values <-chan string, do func(context.Context)) {
	for v := range values {
		ctx := parent
		ctx = context.WithValue(ctx, key{}, v)
		do(ctx)
	}
}

// Another value each time.
func reset(parent context.Context, values <-chan string, do func(context.Context)) {
	ctx := parent
	for v := range values {
		ctx = context.WithValue(ctx, key{}, v)
		do(ctx)
		ctx = parent
	}
}

func ofAnother(parent context.Context, values <-chan string, do func(context.Context)) {
	var ctx context.Context
	for v := range values {
		ctx = context.WithValue(parent, key{}, v)
		do(ctx)
	}
}

// The loop ends behind it.
func once(ctx context.Context, values <-chan string, do func(context.Context)) {
	for v := range values {
		ctx = context.WithValue(ctx, key{}, v)
		do(ctx)
		break
	}
}

func first(ctx context.Context, values <-chan string, do func(context.Context) error) error {
	for v := range values {
		ctx = context.WithValue(ctx, key{}, v)
		return do(ctx)
	}
	return nil
}

// On a condition that may hold once.
func onDemand(ctx context.Context, values <-chan string, do func(context.Context)) {
	for v := range values {
		if ctx.Value(key{}) == nil {
			ctx = context.WithValue(ctx, key{}, v)
		}
		do(ctx)
	}
}

// No loop at all.
func straight(ctx context.Context, do func(context.Context)) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	ctx = context.WithValue(ctx, key{}, 1)
	do(ctx)
}
