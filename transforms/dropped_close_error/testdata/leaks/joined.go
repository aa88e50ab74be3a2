package leaks

import (
	"fmt"
	"io"
	"os"
)

//caulk-test: file-close-errors=join

// The result has a name already.
func save(path string, data []byte) (n int, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close() // want "what could not be written to what `os.Create` opens is told by its close, and dropped"
	return f.Write(data)
}

// None of the results has a name, and err means something else further down.
func appendTo(path string, r io.Reader) (int64, error) {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, fmt.Errorf("append: %w", err)
	}
	// The file stays open until all is there.
	defer f.Close() // want "what `os.OpenFile` opens is told by its close"
	return io.Copy(f, r)
}

// Nothing can be told to the caller.
func note(path, line string) {
	f, err := os.Create(path)
	if err != nil {
		return
	}
	defer f.Close() // want "what `os.Create` opens is told by its close"
	fmt.Fprintln(f, line)
}

// No package has that name there.
func counted(path string, errors int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close() // want "what `os.Create` opens is told by its close"
	_, err = fmt.Fprint(f, errors)
	return err
}
