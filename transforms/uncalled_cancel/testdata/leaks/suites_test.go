package suites

import (
	"context"
	"time"
)

type client interface {
	Start(ctx context.Context, name string) (*answer, error)
	Describe(ctx context.Context, name any) (*answer, error)
}

type answer struct {
	Run any
}

type suite struct {
	client client
}

// What a call under the context has answered is asked for on later: no goroutine has it.
func (s *suite) TestReuse() {
	ctx, _ := context.WithTimeout(context.Background(), 5*time.Second) // want "context.WithTimeout"
	got, err := s.client.Start(ctx, "one")
	if err != nil {
		panic(err)
	}
	before := got.Run
	if _, err := s.client.Describe(context.Background(), before); err != nil {
		panic(err)
	}
}
