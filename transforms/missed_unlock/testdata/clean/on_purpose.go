// A name or a comment says that it is meant, or nobody else can want it.
package purpose

import "sync"

type store struct {
	mu sync.Mutex
	n  int
}

func (s *store) lockIfAny() bool {
	s.mu.Lock()
	if s.n == 0 {
		s.mu.Unlock()
		return false
	}
	return true
}

// It stays locked for the caller.
func (s *store) first() bool {
	s.mu.Lock()
	if s.n == 0 {
		s.mu.Unlock()
		return false
	}
	return true
}

func (s *store) second() bool {
	s.mu.Lock()
	if s.n == 0 {
		s.mu.Unlock()
		return false
	}
	// The caller holds the lock from here on.
	return true
}

// Nothing ever unlocks.
func (s *store) shut() {
	s.mu.Lock()
	s.n = -1
}

func newStore(n int) *store {
	s := &store{}
	s.mu.Lock()
	if n < 0 {
		return nil
	}
	s.n = n
	s.mu.Unlock()
	return s
}

// All, and all again.
func all(stores []*store) {
	for _, s := range stores {
		s.mu.Lock()
	}
	for _, s := range stores {
		s.mu.Unlock()
	}
}

// Hand over hand.
type node struct {
	bar  sync.Mutex
	next *node
	n    int
}

func walk(n *node) int {
	n.bar.Lock()
	for n.next != nil {
		next := n.next
		next.bar.Lock()
		n.bar.Unlock()
		n = next
	}
	v := n.n
	n.bar.Unlock()
	return v
}

// The one that is found stays.
func find(stores []*node) *node {
	var found *node
	for _, s := range stores {
		s.bar.Lock()
		if s.n > 0 {
			found = s
			break
		}
		s.bar.Unlock()
	}
	return found
}
