// Every path unlocks, or the code that leaves it locked is never left.
package balanced

import (
	"os"
	"sync"
)

type store struct {
	mu    sync.Mutex
	rw    sync.RWMutex
	items map[string]int
	dirty []string
	n     int
	done  chan bool
}

// A release ahead of `continue` would be the second: this is kept all through the loop.
func (s *store) behindLoop(keys []string) {
	s.mu.Lock()
	for _, key := range keys {
		if key == "" {
			continue
		}
		s.items[key]++
	}
	s.mu.Unlock()
}

// Kept over the back edge.
func (s *store) overBackEdge() {
	s.mu.Lock()
	for {
		if s.n > 0 {
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
		<-s.done
		s.mu.Lock()
		if s.n < 0 {
			continue
		}
	}
}

func (s *store) deferred(key string) int {
	defer s.mu.Unlock()
	s.mu.Lock()
	if key == "" {
		return 0
	}
	return s.items[key]
}

func (s *store) deferredLiteral(key string) int {
	s.mu.Lock()
	defer func() {
		s.n++
		s.mu.Unlock()
	}()
	if key == "" {
		return 0
	}
	s.mu.Unlock()
	s.mu.Lock()
	return s.items[key]
}

func (s *store) upgrade(key string) int {
	s.rw.RLock()
	v, ok := s.items[key]
	if ok {
		s.rw.RUnlock()
		return v
	}
	s.rw.RUnlock()
	s.rw.Lock()
	s.items[key] = 1
	s.rw.Unlock()
	return 1
}

func (s *store) onCondition(safe bool, key string) int {
	if safe {
		s.mu.Lock()
	}
	v := s.items[key]
	if safe {
		s.mu.Unlock()
	}
	return v
}

// What is set beside the question does not change its answer.
func (s *store) onConditionOfFields() {
	if len(s.dirty) != 0 {
		s.mu.Lock()
		s.n++
	}
	s.done <- true
	if len(s.dirty) != 0 {
		s.mu.Unlock()
	}
}

func (s *store) byFlag(key string) int {
	locked := false
	if key != "" {
		s.mu.Lock()
		locked = true
	}
	v := s.items[key]
	if locked {
		s.mu.Unlock()
	}
	return v
}

func (s *store) exits(key string) {
	s.mu.Lock()
	if key == "" {
		os.Exit(1)
	}
	if key == "a" {
		panic("a")
	}
	s.n++
	s.mu.Unlock()
}

// The loop may well turn.
func (s *store) inLaterLoop(keys []string) {
	s.mu.Lock()
	for _, key := range keys {
		s.mu.Unlock()
		println(key)
		s.mu.Lock()
	}
	s.mu.Unlock()
}

func (s *store) tried(key string) bool {
	if !s.mu.TryLock() {
		return false
	}
	s.n++
	s.mu.Unlock()
	return true
}

func (s *store) another(o *store, key string) {
	s.mu.Lock()
	if key == "" {
		s = o
		s.mu.Lock()
		return
	}
	s.mu.Unlock()
}
