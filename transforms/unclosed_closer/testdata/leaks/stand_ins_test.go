package standins_test

import (
	"net"
	"testing"
)

type dialer interface {
	Dial(address string) (net.Conn, error)
}

type real struct{}

func (real) Dial(address string) (net.Conn, error) { return net.Dial("tcp", address) }

// logged hands out what it dials itself.
type logged struct{ last string }

func (l *logged) Dial(address string) (net.Conn, error) {
	l.last = address
	return net.Dial("tcp", address)
}

// other has a method of that name for something else.
type other struct{}

func (other) Dial(address string, times int) (net.Conn, error) { return nil, nil }

// another has one that hands out something else.
type another struct{}

func (another) Dial(address string) (*other, error) { return &other{}, nil }

type service struct {
	dialer  dialer
	address string
}

func (s *service) Resolved(string) (net.Conn, error) { return s.dialer.Dial(s.address) }

func TestResolved(t *testing.T) {
	s := &service{&logged{}, "a"}
	c, err := s.Resolved("b") // want "in an implementation it is what has a"
	if err != nil {
		t.Fatal(err)
	}
	if c.LocalAddr() == nil {
		t.Error("no address")
	}
}
