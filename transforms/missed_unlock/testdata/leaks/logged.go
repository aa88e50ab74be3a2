package logged

import "sync"

// No test: what its Fatal does nobody knows.
type logger interface {
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// What a test's own methods do that end nothing.
type reporter interface {
	Helper()
	FailNow()
	Fatalf(format string, args ...any)
	Error(args ...any)
}

type store struct {
	mu    sync.Mutex
	log   logger
	count int
}

func (s *store) resume() {
	s.mu.Lock() // want "leaves its"
	switch s.count--; {
	case s.count < 0:
		s.log.Fatal("negative count")
	default:
		s.mu.Unlock()
	}
}

func (s *store) report(t reporter) {
	s.mu.Lock() // want "leaves its"
	switch s.count--; {
	case s.count < 0:
		t.Error("negative count")
	default:
		s.mu.Unlock()
	}
}
