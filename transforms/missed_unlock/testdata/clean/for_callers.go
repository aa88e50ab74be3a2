// A callee unlocks what its caller has locked, though it locks in between as well.
package callers

import "sync"

type scheduler struct {
	mu      sync.Mutex
	running int
	waiting int
	closed  bool
}

func (s *scheduler) grant() {
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.mu.Unlock()
	for s.waiting > 0 {
		s.mu.Lock()
		s.running++
		s.waiting--
		s.mu.Unlock()
	}
	s.mu.Lock()
}

func (s *scheduler) adjust(delta int) {
	s.mu.Lock()
	s.running += delta
	if delta < 0 {
		s.grant()
	} else {
		s.mu.Unlock()
	}
}

type granter interface{ doneAndUnlock() }

type gate struct {
	latch sync.Mutex
	g     granter
	n     int
}

func (g *gate) pass(key string) int {
	g.latch.Lock()
	if key == "" {
		g.g.doneAndUnlock()
		return 0
	}
	g.latch.Unlock()
	return g.n
}

type cell struct {
	guard sync.Mutex
	n     int
}

// Nobody can tell how it leaves the mutex.
func (c *cell) perhaps(again bool) {
	if c.guard.TryLock() {
		c.n++
	}
	if again {
		c.guard.Unlock()
	}
}

func (c *cell) put(key string) {
	c.guard.Lock()
	if key == "" {
		c.perhaps(true)
		return
	}
	c.guard.Unlock()
}
