package nofix

import "sync"

type store struct {
	mu    sync.Mutex
	items map[string]int
	n     int
}

// What a call returns in one has no names to be bound to.
func (s *store) both(key string) (int, error) {
	s.mu.Lock() // want "leaves its"
	if key == "" {
		return s.load()
	}
	v := s.items[key]
	s.mu.Unlock()
	return v, nil
}

func (s *store) load() (int, error) { return s.n, nil }

// A comparison takes the type of what it is given to.
func (s *store) empty(key string) bool {
	s.mu.Lock() // want "leaves its"
	if key == "" {
		return s.n == 0
	}
	s.n++
	s.mu.Unlock()
	return false
}

func (s *store) many(key string) int {
	s.mu.Lock() // want "leaves its"
	if key == "a" {
		return 1
	}
	if key == "b" {
		return 2
	}
	if key == "c" {
		return 3
	}
	if key == "d" {
		return 4
	}
	s.mu.Unlock()
	return 0
}

// The type of a constant that is shifted is that of what it is given to.
func (s *store) size(key string) uint64 {
	s.mu.Lock() // want "leaves its"
	if key == "" {
		return 1 << s.n
	}
	s.n++
	s.mu.Unlock()
	return 0
}
