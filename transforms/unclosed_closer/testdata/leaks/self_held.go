// A value that keeps something made of itself in one of its own fields is nobody else's for that.
package selfheld

import (
	"bufio"
	"io"
	"os"
)

type rotator struct {
	file *os.File
	buf  *bufio.Writer
}

func newRotator(path string) (*rotator, error) {
	r := &rotator{}
	if err := r.open(path); err != nil {
		return nil, err
	}
	r.flush()
	return r, nil
}

func (r *rotator) open(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	r.file = f
	return nil
}

func (r *rotator) flush() {
	if r.buf == nil {
		r.buf = bufio.NewWriter(r.file)
	} else {
		r.buf.Reset(r.file)
	}
}

func (r *rotator) Write(p []byte) (int, error) { return r.buf.Write(p) }

func (r *rotator) Close() error { return r.file.Close() }

func writes(path string) error {
	r, err := newRotator(path)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.WriteString(r, "a")
	return err
}

func writesToo(path string) error {
	r, err := newRotator(path)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.WriteString(r, "b")
	return err
}

func writesAndForgets(path string) error {
	r, err := newRotator(path) // want "2 of 3 callers release theirs"
	if err != nil {
		return err
	}
	_, err = r.Write([]byte("c"))
	return err
}
