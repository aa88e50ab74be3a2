package example

import (
	"io"
	"os"
)

type closers interface {
	AddCloser(io.Closer) error
	Use(*os.File) error
}

// What a method takes by its name is its own from then on; ahead of that it is the function's.
func add(path string, to closers) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	if _, err := f.Seek(8, io.SeekStart); err != nil {
		return err
	}
	return to.AddCloser(f)
}

// Who uses it may leave it open.
func use(path string, by closers) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	if _, err := f.Seek(8, io.SeekStart); err != nil {
		return err
	}
	return by.Use(f)
}
