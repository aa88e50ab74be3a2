package arguments

import "context"

// server is ended by Shutdown as a rule, which takes a context: no release can be written.
type server struct{ n int }

// servers are counted.
var servers int

func newServer() *server {
	servers++
	return &server{n: 1}
}

func (s *server) Close() error {
	servers--
	return nil
}

func (s *server) Shutdown(ctx context.Context) error {
	servers--
	return ctx.Err()
}

func (s *server) serve() int { return s.n }

func one(ctx context.Context) int {
	s := newServer()
	defer s.Shutdown(ctx)
	return s.serve()
}

func two(ctx context.Context) int {
	s := newServer()
	defer s.Shutdown(ctx)
	return s.serve()
}

func none() int {
	s := newServer() // want "whose `Shutdown` is never called"
	return s.serve()
}
