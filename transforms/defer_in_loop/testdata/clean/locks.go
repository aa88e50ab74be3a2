// No mutex that is locked on the turn before is locked again.
package loops

import "sync"

type shard struct {
	mu    sync.RWMutex
	items map[string]int
}

// Another one on each turn.
func each(shards []*shard) {
	for _, s := range shards {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.items = nil
	}
}

func (s *shard) byIndex(others []shard) {
	for i := range others {
		others[i].mu.Lock()
		defer others[i].mu.Unlock()
	}
}

// The turn that locks is the last.
func (s *shard) last(names []string) {
	for _, name := range names {
		if name == "" {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.items = nil
			return
		}
	}
}

func (s *shard) once(names []string) {
	for range names {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.items = nil
		break
	}
}

// Once, whatever the turns.
func (s *shard) remembered(names []string) {
	locked := false
	for _, name := range names {
		if !locked {
			s.mu.Lock()
			defer s.mu.Unlock()
			locked = true
		}
		s.items[name]++
	}
}

// Readers may be many.
func (s *shard) read(names []string) (n int) {
	for _, name := range names {
		s.mu.RLock()
		defer s.mu.RUnlock()
		n += s.items[name]
	}
	return n
}

// A function of its own on each turn.
func (s *shard) literal(names []string) {
	for _, name := range names {
		func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.items[name]++
		}()
	}
}
