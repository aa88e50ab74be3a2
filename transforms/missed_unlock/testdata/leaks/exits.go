package exits

import (
	"errors"
	"fmt"
	"sync"
)

var errNone = errors.New("none")

type store struct {
	mu    sync.RWMutex
	items map[string]int
	n     int
	sync.Mutex
}

func (s *store) get(key string) (int, error) {
	s.mu.RLock() // want "RLock. leaves its"
	v, ok := s.items[key]
	if !ok {
		return 0, errNone
	}
	s.mu.RUnlock()
	return v, nil
}

// What is returned is read before anybody else can change it.
func (s *store) count(key string) (int, error) {
	s.mu.Lock() // want "leaves its"
	if key == "" {
		return s.n, errNone
	}
	s.items[key]++
	s.mu.Unlock()
	return 0, nil
}

// Computing what is returned may need it as well.
func (s *store) sum(key string) int {
	s.mu.Lock() // want "leaves its"
	if key == "" {
		return s.total()
	}
	v := s.items[key]
	s.mu.Unlock()
	return v
}

func (s *store) total() int { return len(s.items) }

// A text of what nobody shares can be made later.
func (s *store) named(key string) error {
	s.mu.Lock() // want "leaves its"
	if _, ok := s.items[key]; !ok {
		return fmt.Errorf("no %s", key)
	}
	delete(s.items, key)
	s.mu.Unlock()
	return nil
}

// The defer comes too late for the first exit.
func (s *store) late(key string) int {
	s.mu.RLock() // want "leaves its"
	if key == "" {
		return -1
	}
	defer s.mu.RUnlock()
	return s.items[key]
}

func (s *store) turns(keys []string) {
	for _, key := range keys {
		s.mu.Lock() // want "leaves its"
		if key == "" {
			continue
		}
		s.items[key]++
		s.mu.Unlock()
	}
}

func (s *store) leaves(keys []string) {
	for _, key := range keys {
		s.mu.Lock() // want "leaves its"
		if key == "" {
			break
		}
		s.items[key]++
		s.mu.Unlock()
	}
	fmt.Println(len(keys))
}

// Each turn has one of its own.
func each(stores []*store) {
	for _, one := range stores {
		one.mu.Lock() // want "leaves its"
		if one.n == 0 {
			continue
		}
		one.n--
		one.mu.Unlock()
	}
}

func (s *store) embedded(key string) bool {
	s.Lock() // want "leaves its"
	if key == "" {
		return false
	}
	s.n++
	s.Unlock()
	return true
}

var (
	registry   = map[string]int{}
	registryMu sync.Mutex
)

func register(key string) error {
	registryMu.Lock() // want "leaves its"
	if _, ok := registry[key]; ok {
		return errors.New("registered twice")
	}
	registry[key] = 1
	registryMu.Unlock()
	return nil
}

func size(key string) int {
	registryMu.Lock() // want "leaves its"
	if key == "" {
		return len(registry)
	}
	registry[key] = 1
	registryMu.Unlock()
	return 0
}

func literal(s *store, each func(func(string))) {
	each(func(key string) {
		s.mu.Lock() // want "leaves its"
		if key == "" {
			return
		}
		s.items[key]++
		s.mu.Unlock()
	})
}

func either(l sync.Locker, key string) bool {
	l.Lock() // want "leaves its"
	switch key {
	case "":
		return false
	case "a":
		l.Unlock()
		return true
	default:
		l.Unlock()
	}
	return key != "b"
}
