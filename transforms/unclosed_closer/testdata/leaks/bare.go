package bare

import (
	"net/url"
	"os"
	"strings"
	"sync"
)

// spec says where a store is, and opens it when somebody asks for it.
type spec struct {
	scheme, path string
	parts        map[string]string
	f            *os.File
}

func parse(text string) (*spec, error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, err
	}
	u.Host = ""
	s := &spec{scheme: u.Scheme, parts: map[string]string{}}
	s.setPath(u.Path)
	for _, part := range strings.Split(u.Path, "/") {
		s.parts[part] = part
	}
	return s, nil
}

func (s *spec) setPath(path string) { s.path = strings.TrimSuffix(path, "/") }

func (s *spec) store() (*os.File, error) {
	f, err := os.Open(s.path)
	if err != nil {
		return nil, err
	}
	s.f = f
	return f, nil
}

func (s *spec) Close() error {
	if s.f == nil {
		return nil
	}
	return s.f.Close()
}

func opens(text string) error {
	s, err := parse(text)
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = s.store()
	return err
}

func opensToo(text string) error {
	s, err := parse(text)
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = s.store()
	return err
}

func opensThen(text string) error {
	s, err := parse(text)
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = s.store()
	return err
}

func opensAgain(text string) error {
	s, err := parse(text)
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = s.store()
	return err
}

func opensFirst(text string) error {
	s, err := parse(text)
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = s.store()
	return err
}

func opensLast(text string) error {
	s, err := parse(text)
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = s.store()
	return err
}

func opensNext(text string) error {
	s, err := parse(text)
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = s.store()
	return err
}

// asks has nothing but a parsed text: no more than memory.
func asks(text string) string {
	s, err := parse(text)
	if err != nil {
		return ""
	}
	s.setPath(s.path + "/")
	return s.scheme + s.path
}

// leaves has it open what its release would close.
func leaves(text string) error {
	s, err := parse(text) // want "whose `Close` is never called"
	if err != nil {
		return err
	}
	_, err = s.store()
	return err
}

// fills gives it something to close.
func fills(text string, f *os.File) error {
	s, err := parse(text) // want "whose `Close` is never called"
	if err != nil {
		return err
	}
	s.f = f
	return nil
}

// view is known to its index as long as it is open.
type view struct{ of *index }

type index struct {
	mu   sync.Mutex
	open int
	all  []*view
}

func (x *index) view() *view {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.open++
	return &view{of: x}
}

func (v *view) Close() {
	v.of.mu.Lock()
	defer v.of.mu.Unlock()
	v.of.open--
}

func (v *view) size() int { return len(v.of.all) }

func looks(x *index) int {
	v := x.view()
	defer v.Close()
	return v.size()
}

func looksToo(x *index) int {
	v := x.view()
	defer v.Close()
	return v.size() + 1
}

func looksOn(x *index) int {
	v := x.view() // want "whose `Close` is never called"
	return v.size() + 2
}
