package leaks

import (
	"io"
	"os"
)

//caulk-test: file-close-errors=join

// The close that is deferred further down comes first: it alone has an error to tell, and is moved up as it is.
func save(path string, r io.Reader) error {
	f, err := os.Create(path) // want "leaves its file open"
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f, "head\n"); err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(f, r)
	return err
}
