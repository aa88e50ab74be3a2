// Those who stop theirs have started it; one that is only prepared holds nothing yet.
package halfstarted

import (
	"errors"
	"net"
	"testing"
)

type server struct {
	addr string
	ln   net.Listener
}

func newServer(addr string) *server {
	return &server{addr: addr}
}

func (s *server) Init() error {
	if s.addr == "" {
		return errors.New("no address")
	}
	return nil
}

func (s *server) Connect() (err error) {
	s.ln, err = net.Listen("tcp", s.addr)
	return err
}

func (s *server) Close() { s.ln.Close() }

func TestOne(t *testing.T) {
	s := newServer("a:1")
	if err := s.Init(); err != nil {
		t.Fatal(err)
	}
	if err := s.Connect(); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
}

func TestTwo(t *testing.T) {
	s := newServer("b:1")
	if err := s.Init(); err != nil {
		t.Fatal(err)
	}
	if err := s.Connect(); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
}

func TestInit(t *testing.T) {
	s := newServer("c:1")
	if err := s.Init(); err != nil {
		t.Fatal(err)
	}
	if s.addr != "c:1" {
		t.Error(s.addr)
	}
}
