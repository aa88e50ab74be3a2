package failedstart

import (
	"errors"
	"sync"
)

type server struct {
	port int
	quit chan struct{}
	wg   sync.WaitGroup
}

func newServer(port int) *server { return &server{port: port, quit: make(chan struct{})} }

func (s *server) Start() error {
	if s.port == 0 {
		return errors.New("no port")
	}
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		<-s.quit
	}()
	return nil
}

func (s *server) Init() error {
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		<-s.quit
	}()
	if s.port == 1 {
		return errors.New("privileged")
	}
	return nil
}

func (s *server) Stop() {
	close(s.quit)
	s.wg.Wait()
}

func (s *server) check() error {
	if s.port < 0 {
		return errors.New("negative")
	}
	return nil
}

func one() error {
	s := newServer(1)
	defer s.Stop()
	return s.Start()
}

func two() error {
	s := newServer(2)
	defer s.Stop()
	return s.Start()
}

func three() error {
	s := newServer(3)
	defer s.Stop()
	return s.Start()
}

func four() error {
	s := newServer(4)
	defer s.Stop()
	return s.Start()
}

// What Start has not set going holds nothing: hygiene.
func failed() error {
	s := newServer(5) // want "newServer"
	if err := s.Start(); err != nil {
		return err
	}
	s.Stop()
	return nil
}

// So it is where the error has a name of its own.
func failedApart() error {
	s := newServer(6) // want "newServer"
	err := s.Start()
	if err != nil {
		return err
	}
	s.Stop()
	return nil
}

// Behind a start that did not fail it is a leak.
func behind() error {
	s := newServer(7) // want "newServer"
	if err := s.Start(); err != nil {
		return err
	}
	if err := s.check(); err != nil {
		return err
	}
	s.Stop()
	return nil
}

// Another method has set it going before.
func begun() error {
	s := newServer(8) // want "newServer"
	if err := s.Init(); err != nil {
		s.Stop()
		return err
	}
	if err := s.Start(); err != nil {
		return err
	}
	s.Stop()
	return nil
}
