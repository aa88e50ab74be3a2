package setgoing

import (
	"errors"
	"net"
	"sync"
)

type session struct {
	mu     sync.Mutex
	conn   net.Conn
	done   chan struct{}
	closed bool
}

func newSession() *session { return &session{} }

func (s *session) run(address string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	s.conn, s.done = conn, make(chan struct{})
	return nil
}

func (s *session) Close() error {
	s.mu.Lock()
	if s.conn != nil && s.done != nil {
		s.conn.Close()
		close(s.done)
	}
	s.closed = true
	s.mu.Unlock()
	return nil
}

func one(address string) error {
	s := newSession()
	defer s.Close()
	return s.run(address)
}

func two(address string) error {
	s := newSession()
	defer s.Close()
	return s.run(address)
}

// Ahead of run there is nothing to close: hygiene.
func checked(address string) error {
	s := newSession() // want "newSession"
	if address == "" {
		return errors.New("no address")
	}
	if err := s.run(address); err != nil {
		s.Close()
		return err
	}
	return s.Close()
}

// Behind it there is.
func forgotten(address string) error {
	s := newSession() // want "newSession"
	if err := s.run(address); err != nil {
		return err
	}
	return s.Close()
}
