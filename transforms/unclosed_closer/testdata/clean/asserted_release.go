// Close ends the store inside where that has a Close: what is made of one that has none holds nothing.
package assertedrelease

import "sync"

type store interface{ get(key string) string }

type closer interface {
	store
	Close() error
}

type disk struct {
	mu    sync.Mutex
	files map[string]string
	free  chan string
}

func (d *disk) get(key string) string { return d.files[key] }

func (d *disk) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	close(d.free)
	return nil
}

type memory struct{ values map[string]string }

func (m *memory) get(key string) string { return m.values[key] }

type service struct {
	prefix string
	store  store
}

func newService(prefix string, s store) (*service, error) {
	return &service{prefix: prefix, store: s}, nil
}

func (s *service) Close() error {
	if c, ok := s.store.(closer); ok {
		return c.Close()
	}
	return nil
}

func (s *service) get(key string) string { return s.store.get(s.prefix + key) }

func one(d *disk) (string, error) {
	s, err := newService("one", d)
	if err != nil {
		return "", err
	}
	defer s.Close()
	return s.get("1"), nil
}

func two(d *disk) (string, error) {
	s, err := newService("two", d)
	if err != nil {
		return "", err
	}
	defer s.Close()
	return s.get("2"), nil
}

func three(d *disk) (string, error) {
	s, err := newService("three", d)
	if err != nil {
		return "", err
	}
	defer s.Close()
	return s.get("3"), nil
}

func four(d *disk) (string, error) {
	s, err := newService("four", d)
	if err != nil {
		return "", err
	}
	defer s.Close()
	return s.get("4"), nil
}

func inMemory() (string, error) {
	m := &memory{map[string]string{"a": "b"}}
	s, err := newService("memory", m)
	if err != nil {
		return "", err
	}
	return s.get("5"), nil
}
