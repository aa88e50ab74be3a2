package interfaces

import (
	"bytes"
	"io"
	"os"
)

// driver hands out streams; nobody knows which of its kinds it is.
type driver interface {
	Open(name string) (io.ReadCloser, error)
	Name() string
}

type disk struct{ root string }

func (d *disk) Name() string { return "disk" }

func (d *disk) Open(name string) (io.ReadCloser, error) {
	f, err := os.Open(d.root + name)
	if err != nil {
		return nil, err
	}
	return f, nil
}

type memory struct{ files map[string][]byte }

func (m *memory) Name() string { return "memory" }

func (m *memory) Open(name string) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(m.files[name])), nil
}

// logged passes on what the one inside hands out.
type logged struct{ driver }

func (l *logged) Open(name string) (io.ReadCloser, error) { return l.driver.Open(name) }

func closes(d driver) ([]byte, error) {
	r, err := d.Open("a")
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

func leaves(d driver) ([]byte, error) {
	r, err := d.Open("a") // want "1 of 3 callers release theirs"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func leavesLogged(l *logged) ([]byte, error) {
	r, err := l.driver.Open("a") // want "1 of 3 callers release theirs"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
