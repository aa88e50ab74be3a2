// Silent: a field, a variable of the package, a map, a slice or a channel has the cancel function.

package clean

import (
	"context"
	"os"
	"os/signal"
	"time"
)

var (
	rootCtx    context.Context
	rootCancel context.CancelFunc
)

type server struct {
	ctx     context.Context
	cancel  context.CancelFunc
	cancels map[string]context.CancelFunc
	all     []context.CancelFunc
}

func init() {
	rootCtx, rootCancel = context.WithCancel(context.Background())
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	go func() {
		<-c
		rootCancel()
	}()
}

func (s *server) start(parent context.Context) {
	s.ctx, s.cancel = context.WithCancel(parent)
}

func (s *server) assign(parent context.Context) {
	ctx, cancel := context.WithCancel(parent)
	s.ctx = ctx
	s.cancel = cancel
}

func (s *server) run(parent context.Context, work func(context.Context)) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	s.cancel = cancel
	defer func() {
		s.cancel()
	}()
	work(ctx)
}

func (s *server) inMap(parent context.Context, name string) context.Context {
	ctx, cancel := context.WithCancel(parent)
	s.cancels[name] = cancel
	return ctx
}

func (s *server) inSlice(parent context.Context) context.Context {
	ctx, cancel := context.WithCancel(parent)
	s.all = append(s.all, cancel)
	return ctx
}

func sent(parent context.Context, to chan<- context.CancelFunc) context.Context {
	ctx, cancel := context.WithCancel(parent)
	to <- cancel
	return ctx
}

func handed(parent context.Context, work func(context.Context)) {
	ctx, cancel := context.WithCancel(parent)
	s := &server{ctx: ctx, cancel: cancel}
	go func(s *server) {
		defer s.cancel()
		work(s.ctx)
	}(s)
}
