package leaks

import (
	"bufio"
	"errors"
	"io"
	"os"
)

// What has a release of its own never gets to whoever would call that.
type reader struct {
	file *os.File
	buf  *bufio.Reader
	size int64
}

func (r *reader) Close() error { return r.file.Close() }

func (r *reader) check() error {
	if r.size == 0 {
		return errors.New("empty")
	}
	return nil
}

func newReader(path string) (*reader, error) {
	f, err := os.Open(path) // want "leaves its file open"
	if err != nil {
		return nil, err
	}
	r := &reader{file: f, buf: bufio.NewReader(f)}
	if _, err := r.buf.Peek(1); err != nil {
		return nil, err
	}
	if err := r.check(); err != nil {
		return nil, err
	}
	return r, nil
}

// A field that is set behind the struct's making.
func newSized(path string) (*reader, error) {
	f, err := os.Open(path) // want "leaves its file open"
	if err != nil {
		return nil, err
	}
	r := new(reader)
	r.file = f
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	r.size = info.Size()
	return r, nil
}

// No variable means the file.
func refusedField(path string) (*reader, error) {
	r := &reader{}
	var err error
	if r.file, err = os.Open(path); err != nil { // want "leaves its file open"
		return nil, err
	}
	if _, err := r.file.Seek(8, io.SeekStart); err != nil {
		return nil, err
	}
	return r, nil
}
