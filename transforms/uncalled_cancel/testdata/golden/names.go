package names

import (
	"context"
	"time"
)

// The name is free only if nothing around uses it.

func taken(parent context.Context, cancel <-chan struct{}) error {
	ctx, cancel2 := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	defer cancel2()
	select {
	case <-cancel:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func two(parent context.Context) (error, error) {
	first, cancel := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	defer cancel()
	second, cancel2 := context.WithTimeout(first, time.Minute) // want "context.WithTimeout"
	defer cancel2()
	<-second.Done()
	return first.Err(), second.Err()
}

func later(parent context.Context) error {
	ctx, cancel2 := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	defer cancel2()
	<-ctx.Done()
	for _, cancel := range []error{context.Canceled, context.DeadlineExceeded} {
		if ctx.Err() == cancel {
			return cancel
		}
	}
	return nil
}
