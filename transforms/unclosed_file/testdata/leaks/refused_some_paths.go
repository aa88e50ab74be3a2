package refused

import (
	"bufio"
	"errors"
	"io"
	"os"
)

// Too many exits for a close on each: one for all of them that fail.
func many(path string) (*os.File, error) {
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
		return nil, err
	}
	if _, err := f.Read(b); err != nil {
		return nil, err
	}
	return f, nil
}

// The exit returns what it asks of the file.
func used(path string) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if _, err := f.WriteString("x"); err != nil {
		return f.Sync()
	}
	return f.Close()
}

// A deferred call uses the file when the function ends.
func flushed(path string, size int) (err error) {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	defer w.Flush()
	if size == 0 {
		return errors.New("nothing to write")
	}
	if _, err := w.Write(make([]byte, size)); err != nil {
		f.Close()
	}
	return err
}

// Closed on one of the ways to the exit.
func shared(path string, all bool) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	if all {
		f.Close()
	}
	return nil
}

// Kept by one case; the end is reached by all.
func keep(path, mode string, kept map[string]*os.File) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return
	}
	switch mode {
	case "keep":
		kept[path] = f
	case "skip":
		return
	}
}

// Whether the callee closes it is not in sight: to close it where it is not called would be half of a fix, or none.
func parsed(path string, parse func(io.Reader) error) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	if _, err := f.Seek(8, io.SeekStart); err != nil {
		return err
	}
	return parse(f)
}
