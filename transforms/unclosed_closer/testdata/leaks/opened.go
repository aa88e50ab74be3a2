package opened

import (
	"errors"
	"net"
)

type session struct {
	address string
	conn    net.Conn
}

func (s *session) Open() error {
	if s.address == "" {
		return errors.New("no address")
	}
	conn, err := net.Dial("tcp", s.address)
	if err != nil {
		return err
	}
	s.conn = conn
	return nil
}

func (s *session) Ping() error {
	_, err := s.conn.Write([]byte("ping"))
	return err
}

func (s *session) Close() {
	if s.conn != nil {
		s.conn.Close()
	}
}

func newSession(address string) *session { return &session{address: address} }

// Sessions come from whoever implements it.
type sessions interface {
	Session(name string) (*session, error)
}

func made(address string) error {
	s := newSession(address)
	if err := s.Open(); err != nil {
		return err
	}
	defer s.Close()
	return s.Ping()
}

func madeAgain(address string) error {
	s := newSession(address)
	if err := s.Open(); err != nil {
		return err
	}
	defer s.Close()
	return s.Ping()
}

func given(all sessions) error {
	s, err := all.Session("first")
	if err != nil {
		return err
	}
	if err = s.Open(); err != nil {
		return err
	}
	defer s.Close()
	return s.Ping()
}

func second(all sessions) error {
	s, err := all.Session("second")
	if err != nil {
		return err
	}
	if err := s.Open(); err != nil {
		return err
	}
	defer s.Close()
	return s.Ping()
}

func third(all sessions) error {
	s, err := all.Session("third")
	if err != nil {
		return err
	}
	if err := s.Open(); err != nil {
		return err
	}
	defer s.Close()
	return s.Ping()
}

// It is open when the ping fails.
func pinged(all sessions) error {
	s, err := all.Session("pinged") // want "Close"
	if err != nil {
		return err
	}
	if err := s.Open(); err != nil {
		return err
	}
	if err := s.Ping(); err != nil {
		return err
	}
	s.Close()
	return nil
}

// Nobody looks whether it could be opened.
func careless(address string) error {
	s := newSession(address) // want "Close"
	_ = s.Open()
	return s.Ping()
}
