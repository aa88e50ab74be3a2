package refused

import (
	"context"
	"net"
	"net/http"
	"time"
)

type session struct {
	ctx  context.Context
	done <-chan struct{}
}

var current context.Context

// A field keeps the context beyond the function.
func (s *session) start(parent context.Context) {
	s.ctx, _ = context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
}

// So does a struct that is returned.
func newSession(parent context.Context) *session {
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	return &session{ctx: ctx}
}

// Its Done channel is as good as the context.
func (s *session) restart(parent context.Context) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	s.done = ctx.Done()
}

// A variable of the package keeps it.
func setCurrent(parent context.Context) {
	current, _ = context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
}

// A receiver on the other side of a channel has it.
func send(parent context.Context, to chan<- context.Context) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	to <- ctx
}

// A closure that is kept returns it.
func serve(parent context.Context, srv *http.Server) {
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	srv.BaseContext = func(net.Listener) context.Context { return ctx }
}
