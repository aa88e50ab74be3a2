// Silent: the caller gets the file, or something that reads it.

package clean

import (
	"bufio"
	"encoding/json"
	"io"
	"io/fs"
	"os"
)

type lines struct {
	*bufio.Scanner
	closer io.Closer
}

func direct(path string) (*os.File, error) {
	return os.Open(path)
}

func bound(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func both(path string) (*os.File, error) {
	f, err := os.Open(path)
	return f, err
}

func named(path string) (f *os.File, err error) {
	f, err = os.Open(path)
	return
}

func asInterface(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func reader(path string) (io.Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return bufio.NewReader(f), nil
}

func decoder(path string) *json.Decoder {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	dec := json.NewDecoder(f)
	dec.UseNumber()
	return dec
}

func scanner(path string) (*lines, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &lines{bufio.NewScanner(f), f}, nil
}

func closer(path string) (*os.File, func() error, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	return f, f.Close, nil
}

func closure(path string) (func() ([]byte, error), error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return func() ([]byte, error) { return io.ReadAll(f) }, nil
}

func rootFS(dir string) (fs.FS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return root.FS(), nil
}
