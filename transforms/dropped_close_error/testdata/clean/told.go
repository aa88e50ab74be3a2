// Closes whose error is told, or has nothing to tell.
package clean

import (
	"io"
	"os"
)

//caulk-test: file-close-errors=join

// What is deferred is for the paths that fail anyway.
func checked(path string, data []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(data); err != nil {
		return err
	}
	return f.Close()
}

func synced(path string, data []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(data); err != nil {
		return err
	}
	return f.Sync()
}

func read(path string) ([]byte, error) {
	f, err := os.OpenFile(path, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func scratch(r io.Reader) (int64, error) {
	f, err := os.CreateTemp("", "scratch")
	if err != nil {
		return 0, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	return io.Copy(f, r)
}

// Whoever is called closes it and tells of that: a second close has an error that says nothing.
func byCallee(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return finish(f)
}

func finish(f *os.File) error {
	if _, err := f.WriteString("end"); err != nil {
		return err
	}
	return f.Close()
}
