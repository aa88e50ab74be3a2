// A goroutine cancels upon an event, and the function ends with that, or the context outlives the function.
package upon_event

import (
	"context"
	"os"
	"os/signal"
	"sync"
)

type server struct {
	stop chan struct{}
	ctx  context.Context
	run  func(ctx context.Context) error
}

// The function waits for the end.
func (s *server) until() error {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-s.stop
		cancel()
	}()
	err := s.run(ctx)
	<-ctx.Done()
	return err
}

// Workers end with the context.
func (s *server) workers() {
	var wg sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-s.stop
		cancel()
	}()
	wg.Add(1)
	go func() {
		defer wg.Done()
		s.run(ctx)
	}()
	wg.Wait()
}

// It goes on.
func (s *server) start() {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-s.stop
		cancel()
	}()
	s.ctx = ctx
}

func (s *server) forChannel(stop <-chan struct{}) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-stop
		cancel()
	}()
	return ctx
}

// Signals come to a program once.
func (s *server) serve() error {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-signals
		cancel()
	}()
	return s.run(ctx)
}
