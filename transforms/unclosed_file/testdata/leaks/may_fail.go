package mayfail

import (
	"io"
	"net/url"
	"os"
)

func fill(r io.Reader, text []byte) (int, error) {
	if _, err := r.Read(text); err != nil {
		return 0, err
	}
	return len(text), nil
}

// The error of an interface's method may be anything.
func open(path string, r io.Reader) (*os.File, error) {
	f, err := os.Open(path) // want "leaves its file open"
	if err != nil {
		return nil, err
	}
	if _, err := fill(r, make([]byte, 8)); err != nil {
		return nil, err
	}
	return f, nil
}

// It calls itself.
func down(n int) (int, error) {
	if n == 0 {
		return 0, nil
	}
	m, err := down(n - 1)
	if err != nil {
		return 0, err
	}
	return m + 1, nil
}

// Of what is put together nobody knows.
func addressed(path, host string) (*os.File, *url.URL, error) {
	f, err := os.Open(path) // want "leaves its file open"
	if err != nil {
		return nil, nil, err
	}
	address, err := url.Parse("http://" + host)
	if err != nil {
		return nil, nil, err
	}
	return f, address, nil
}

func escaped(path string) (*os.File, *url.URL, error) {
	f, err := os.Open(path) // want "leaves its file open"
	if err != nil {
		return nil, nil, err
	}
	address, err := url.Parse("http://localhost/%zz")
	if err != nil {
		return nil, nil, err
	}
	return f, address, nil
}
