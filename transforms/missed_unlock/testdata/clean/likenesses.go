// An interface in the likeness of testing.TB ends the goroutine as that does.
package likeness

import "sync"

type tb interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
	FailNow()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Skip(args ...any)
}

type wider interface {
	tb
	Name() string
}

type store struct {
	mu    sync.Mutex
	tb    tb
	count int
}

func (s *store) resume() {
	s.mu.Lock()
	switch s.count--; {
	case s.count < 0:
		s.tb.Fatal("negative count")
	default:
		s.mu.Unlock()
	}
}

func (s *store) skip(t wider) {
	s.mu.Lock()
	if s.count == 0 {
		t.Skip("nothing there")
	} else {
		s.mu.Unlock()
	}
}
