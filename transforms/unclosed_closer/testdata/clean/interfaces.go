// What an interface hands out is somebody else's, where one implementation keeps or lends it, and nothing is known to be inside
// where none acquires anything.
package interfaces

import (
	"bytes"
	"io"
	"os"
)

// pool lends: the cached one is closed with the pool alone.
type pool interface {
	Get(name string) (io.ReadCloser, error)
}

type opening struct{}

func (opening) Get(name string) (io.ReadCloser, error) { return os.Open(name) }

type caching struct{ files map[string]*os.File }

func (c *caching) Get(name string) (io.ReadCloser, error) {
	if f, ok := c.files[name]; ok {
		return f, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	c.files[name] = f
	return f, nil
}

func (c *caching) Close() error {
	for _, f := range c.files {
		f.Close()
	}
	return nil
}

func takes(p pool) ([]byte, error) {
	r, err := p.Get("a")
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func closes(p pool) error {
	r, err := p.Get("a")
	if err != nil {
		return err
	}
	return r.Close()
}

// single has one file, which whoever has it in the end closes.
type single interface {
	File(name string) (io.ReadCloser, error)
}

type opener struct{}

func (opener) File(name string) (io.ReadCloser, error) { return os.Open(name) }

type holder struct{ f *os.File }

func (h *holder) File(name string) (io.ReadCloser, error) { return h.f, nil }

func asks(s single) ([]byte, error) {
	r, err := s.File("a")
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func ends(s single) error {
	r, err := s.File("a")
	if err != nil {
		return err
	}
	return r.Close()
}

// text has nothing inside.
type text interface {
	Text() (io.ReadCloser, error)
}

type memory struct{ b []byte }

func (m *memory) Text() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(m.b)), nil }

func reads(t text) ([]byte, error) {
	r, err := t.Text()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func readsAndCloses(t text) ([]byte, error) {
	r, err := t.Text()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
