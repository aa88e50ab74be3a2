package loops

import "sync"

type store struct {
	mu    sync.Mutex
	items map[string]int
}

func (s *store) addAll(names []string) {
	for _, name := range names {
		s.mu.Lock()
		defer s.mu.Unlock() // want "the next turn of the loop waits"
		s.items[name]++
	}
}

func (s *store) find(names []string) int {
	for _, name := range names {
		s.mu.Lock()
		defer s.mu.Unlock() // want "waits"
		if n, ok := s.items[name]; ok {
			return n
		}
	}
	return 0
}

func (s *store) skip(names []string) {
	for _, name := range names {
		s.mu.Lock()
		defer s.mu.Unlock() // want "waits"
		if name == "" {
			continue
		}
		s.items[name]++
	}
}

// What comes behind the loop may count on the lock.
func (s *store) count(names []string) int {
	for _, name := range names {
		s.mu.Lock()
		defer s.mu.Unlock() // want "waits"
		s.items[name]++
	}
	return len(s.items)
}

// So may what is deferred as well.
func (s *store) told(names []string) {
	defer s.tell()
	for _, name := range names {
		s.mu.Lock()
		defer s.mu.Unlock() // want "waits"
		s.items[name]++
	}
}

func (s *store) tell() { println(len(s.items)) }
