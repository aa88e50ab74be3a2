// The helper registers the release itself; some tests release a second time.
package cleanup

import "testing"

type server struct{ n int }

func (s *server) Close() { s.n = 0 }

func (s *server) get() int { return s.n }

func start(t *testing.T) *server {
	t.Helper()
	s := &server{n: 1}
	t.Cleanup(s.Close)
	return s
}

func startLiteral(t *testing.T) *server {
	s := &server{n: 1}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestOne(t *testing.T) {
	s := start(t)
	defer s.Close()
	if s.get() != 1 {
		t.Fatal("one")
	}
}

func TestTwo(t *testing.T) {
	s := start(t)
	defer s.Close()
	if s.get() != 1 {
		t.Fatal("two")
	}
}

func TestThree(t *testing.T) {
	s := start(t)
	if s.get() != 1 {
		t.Fatal("three")
	}
}

func TestLiteral(t *testing.T) {
	a, b, c := startLiteral(t), startLiteral(t), startLiteral(t)
	defer a.Close()
	defer b.Close()
	if c.get() != 1 {
		t.Fatal("three")
	}
}

// startNamed releases what it made by another helper that keeps it.
func startNamed(t *testing.T) (*server, string) {
	s := start(t)
	t.Cleanup(s.Close)
	return s, "name"
}

func TestNamed(t *testing.T) {
	a, _ := startNamed(t)
	defer a.Close()
	b, _ := startNamed(t)
	defer b.Close()
	c, _ := startNamed(t)
	defer c.Close()
	_, name := startNamed(t)
	if name == "" {
		t.Fatal("named")
	}
}
