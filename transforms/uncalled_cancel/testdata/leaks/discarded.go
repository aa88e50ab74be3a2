package discarded

import (
	"context"
	"io"
	"net/http"
	"time"
)

// The cancel function is dropped, so that nothing but the clock ends the context.

func fetch(parent context.Context, u string) ([]byte, error) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func until(parent context.Context, end time.Time, in <-chan int) (int, error) {
	ctx, _ := context.WithDeadline(parent, end) // want "context.WithDeadline"

	select {
	case v := <-in:
		return v, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func child(parent context.Context, in <-chan int) (sum int) {
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	for v := range in {
		if ctx.Err() != nil {
			break
		}
		sum += v
	}
	return sum
}

// declared in another form.
func declared(parent context.Context) error {
	var ctx, _ = context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	return ctx.Err()
}

// manyLines has a comment behind it.
func manyLines(parent context.Context) error {
	ctx, _ := context.WithTimeout( // want "context.WithTimeout"
		parent,
		30*time.Second,
	) // half a minute
	return context.Cause(ctx)
}
