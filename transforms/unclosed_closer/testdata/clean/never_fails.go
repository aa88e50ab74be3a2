// Start never fails, so that the branch which asks whether it did is no path: all that its error is ever given is nil, or comes from
// calls that never fail either.
package neverfails

import (
	"sync"
	"sync/atomic"
)

type loop struct {
	started, stopped atomic.Bool
	quit             chan struct{}
	wg               sync.WaitGroup
}

func (l *loop) Start() error {
	if !l.started.CompareAndSwap(false, true) {
		return nil
	}
	l.wg.Add(1)
	go func() {
		defer l.wg.Done()
		<-l.quit
	}()
	return nil
}

func (l *loop) Stop() error {
	if !l.stopped.CompareAndSwap(false, true) {
		return nil
	}
	close(l.quit)
	l.wg.Wait()
	return nil
}

type server struct {
	start, stop sync.Once
	loop        *loop
	quit        chan struct{}
}

func newServer() *server {
	return &server{loop: &loop{quit: make(chan struct{})}, quit: make(chan struct{})}
}

func (s *server) Start() error {
	var err error
	s.start.Do(func() {
		err = s.loop.Start()
	})
	return err
}

func (s *server) Stop() error {
	var err error
	s.stop.Do(func() {
		close(s.quit)
		err = s.loop.Stop()
	})
	return err
}

func (s *server) ask() int { return len(s.quit) }

func one() (int, error) {
	s := newServer()
	if err := s.Start(); err != nil {
		return 0, err
	}
	defer s.Stop()
	return s.ask(), nil
}

func two() (int, error) {
	s := newServer()
	if err := s.Start(); err != nil {
		return 0, err
	}
	defer s.Stop()
	return s.ask() + 1, nil
}

func three() (int, error) {
	s := newServer()
	if err := s.Start(); err != nil {
		return 1, err
	}
	defer s.Stop()
	return s.ask() + 2, nil
}
