package options

import (
	"errors"
	"net"
)

type option func(*server) error

type server struct {
	name string
}

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

// An option may fail.
func serve(addr string, set option) error {
	ln, err := net.Listen("tcp", addr) // want "net.Listen"
	if err != nil {
		return err
	}
	s, err := newServer("set", set)
	if err != nil {
		return err
	}
	return s.serve(ln)
}

// So may one of a list.
func serveAll(addr string, options []option) error {
	ln, err := net.Listen("tcp", addr) // want "net.Listen"
	if err != nil {
		return err
	}
	s, err := newServer("all", options...)
	if err != nil {
		return err
	}
	return s.serve(ln)
}

func pair() (string, option) { return "paired", nil }

// And one that another call hands out with the name.
func servePair(addr string) error {
	ln, err := net.Listen("tcp", addr) // want "net.Listen"
	if err != nil {
		return err
	}
	s, err := newServer(pair())
	if err != nil {
		return err
	}
	return s.serve(ln)
}
