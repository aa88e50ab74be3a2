package options

import (
	"errors"
	"net"
)

type option func(*server) error

type server struct {
	name string
}

// Only an option can make it fail.
func newServer(name string, options ...option) (*server, error) {
	s := &server{name: name}
	for _, set := range options {
		if err := set(s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *server) serve(ln net.Listener) error {
	return errors.Join(ln.Close(), errors.New(s.name))
}

// No option is given.
func serve(addr string) error {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	s, err := newServer("plain")
	if err != nil {
		return err
	}
	return s.serve(ln)
}
