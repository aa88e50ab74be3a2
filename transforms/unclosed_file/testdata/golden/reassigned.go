package reassigned

import (
	"io"
	"os"
)

// A deferred close holds the file that the variable names at that point; each acquisition has its own.

func twice(first, second string, w io.Writer) error {
	f, err := os.Open(first) // want "os.Open"
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := io.Copy(w, f); err != nil {
		return err
	}
	f, err = os.Open(second) // want "os.Open"
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

// firstOnly closes the second file, not the one that it replaces.
func firstOnly(path string, w io.Writer) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	defer f.Close()
	io.Copy(w, f)
	f, err = os.Open(path + ".1")
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}
