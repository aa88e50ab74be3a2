package arms

import (
	"io"
	"os"
)

// One of two files is opened; one close behind the common check does for both.
func either(first, second string, swap bool) ([]byte, error) {
	var (
		f   *os.File
		err error
	)
	if swap {
		f, err = os.Open(second) // want "os.Open"
	} else {
		f, err = os.Open(first) // want "os.Open"
	}
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}
