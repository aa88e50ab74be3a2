package helpers

import (
	"context"
	"testing"
	"time"
)

type server struct{ ctx context.Context }

func (s *server) serve(ctx context.Context) {
	<-ctx.Done()
}

// A helper returns long before its test ends, for which the goroutine works.
func start(t *testing.T, s *server) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // want "context.WithTimeout"
	_ = cancel
	go s.serve(ctx)
}

// What the helper makes has the context.
func newServer(tb testing.TB) *server {
	ctx, _ := context.WithTimeout(context.Background(), time.Minute) // want "context.WithTimeout"
	return &server{ctx}
}

// The name means something else where the context is made.
func hidden(t *testing.T, s *server) {
	if t := time.Minute; t > 0 {
		ctx, cancel := context.WithTimeout(context.Background(), t) // want "context.WithTimeout"
		_ = cancel
		go s.serve(ctx)
	}
}

// Nothing is given that could run it at the end of a test.
func bare(s *server) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // want "context.WithTimeout"
	_ = cancel
	go s.serve(ctx)
}
