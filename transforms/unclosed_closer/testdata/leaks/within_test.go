package within

import (
	"net"
	"testing"
)

type store struct{ c net.Conn }

func newStore(addr string) (*store, error) {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &store{c: c}, nil
}

func (s *store) Close() error { return s.c.Close() }

// watchers are counted.
var watchers int

func (s *store) watch() *watcher {
	watchers++
	return &watcher{c: s.c}
}

type watcher struct{ c net.Conn }

func (w *watcher) Close() error { return w.c.Close() }

func (w *watcher) next() int { return 0 }

func TestNext(t *testing.T) {
	s, err := newStore("a:1")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	w := s.watch()
	defer w.Close()
	w.next()
}

func TestNextButOne(t *testing.T) {
	s, err := newStore("b:1")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	w := s.watch()
	defer w.Close()
	w.next()
}

func TestLast(t *testing.T) {
	s, err := newStore("c:1")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	w := s.watch() // want "whose `Close` is never called"
	w.next()
}
