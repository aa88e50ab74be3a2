// Released by a defer, and handed over to the caller.
package example

import (
	"io"
	"os"
)

func load(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func open(path string) (io.ReadCloser, error) {
	return os.Open(path)
}
