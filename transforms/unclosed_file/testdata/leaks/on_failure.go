package failing

import (
	"errors"
	"fmt"
	"io"
	"os"
)

type header struct {
	file    *os.File
	version byte
}

// More exits forget it than an edit is small for: the function's error gets a name.
func (h *header) open(path string) (io.Reader, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	b := make([]byte, 4)
	if _, err := f.Read(b); err != nil {
		return nil, err
	}
	if b[0] != 1 {
		return nil, errors.New("no such version")
	}
	if _, err := f.Seek(8, io.SeekStart); err != nil {
		return nil, fmt.Errorf("seek: %w", err)
	}
	if b[1] != 0 {
		return nil, io.ErrUnexpectedEOF
	}
	h.version = b[0]
	h.file = f
	return f, nil
}

// The only result.
func (h *header) load(path string) error {
	f, e := os.Open(path) // want "os.Open"
	if e != nil {
		return e
	}
	b := make([]byte, 4)
	if _, e := f.Read(b); e != nil {
		return e
	}
	switch b[0] {
	case 1:
		return errors.New("too old")
	case 2:
		return errors.New("old")
	case 3:
		return errors.New("too new")
	}
	h.file = f
	return nil
}

// The error has a name.
func named(path string) (f *os.File, err error) {
	f2, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	b := make([]byte, 4)
	if _, err = f2.Read(b); err != nil {
		return nil, err
	}
	switch b[0] {
	case 1:
		return nil, errors.New("too old")
	case 2:
		return nil, errors.New("old")
	case 3:
		return nil, errors.New("too new")
	}
	return f2, nil
}

// What removes the file comes last.
func scratch(data []byte) (*os.File, error) {
	f, err := os.CreateTemp("", "scratch") // want "os.CreateTemp"
	if err != nil {
		return nil, err
	}
	var keep bool
	defer func() {
		if !keep {
			os.Remove(f.Name())
		}
	}()
	if _, err := f.Write(data); err != nil {
		return nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	switch data[0] {
	case 1:
		return nil, errors.New("too old")
	case 2:
		return nil, errors.New("old")
	}
	keep = true
	return f, nil
}
