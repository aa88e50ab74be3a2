package match

import (
	"io"
	"os"
)

// The turn that opens the file is the last: there is no next one to pile up on.
func first(paths []string) ([]byte, error) {
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			continue
		}
		defer f.Close()
		return io.ReadAll(f)
	}
	return nil, os.ErrNotExist
}
