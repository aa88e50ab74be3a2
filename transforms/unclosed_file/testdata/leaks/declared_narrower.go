package leaks

import (
	"io"
	"os"
)

// The variable is declared narrower than what it gets: it has no method that releases it.
func narrower(path string) (n int64, err error) {
	var r io.Reader = os.Stdin
	if path != "" {
		r, err = os.Open(path) // want "leaves its file open"
		if err != nil {
			return 0, err
		}
	}
	return io.Copy(io.Discard, r)
}
