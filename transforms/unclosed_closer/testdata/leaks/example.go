package example

import (
	"io"
	"os"
)

// load leaves it open on every path.
func load(path string) ([]byte, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}
