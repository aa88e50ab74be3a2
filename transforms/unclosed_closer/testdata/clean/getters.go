// What a getter hands out stays where it is, whatever some callers do with it.
package getters

import "sync"

type Session struct{ name string }

func (s *Session) Close() error { return nil }

func (s *Session) Name() string { return s.name }

type Registry struct {
	mu       sync.Mutex
	current  *Session
	sessions map[string]*Session
}

// Current hands out what the registry goes on having: whoever closes it ends it for all.
func (r *Registry) Current() *Session {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.current
}

func (r *Registry) Find(name string) *Session {
	for _, s := range r.sessions {
		if s.Name() == name {
			return s
		}
	}
	return nil
}

func endsCurrent(r *Registry) {
	s := r.Current()
	defer s.Close()
	println(s.Name())
}

func endsCurrentToo(r *Registry) {
	s := r.Current()
	defer s.Close()
	println(s.Name())
}

func endsCurrentAgain(r *Registry) {
	s := r.Current()
	defer s.Close()
	println(s.Name())
}

func endsCurrentAtLast(r *Registry) {
	s := r.Current()
	defer s.Close()
	println(s.Name())
}

func looks(r *Registry) string {
	s := r.Current()
	return s.Name()
}

func endsFound(r *Registry) {
	s := r.Find("a")
	defer s.Close()
}

func endsFoundToo(r *Registry) {
	s := r.Find("a")
	defer s.Close()
}

func endsFoundAgain(r *Registry) {
	s := r.Find("a")
	defer s.Close()
}

func endsFoundAtLast(r *Registry) {
	s := r.Find("a")
	defer s.Close()
}

func looksAtFound(r *Registry) string {
	s := r.Find("b")
	return s.Name()
}
