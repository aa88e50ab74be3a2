// Silent: a function of the same file closes it, directly or deferred.

package clean

import (
	"io"
	"os"
)

func quietly(c io.Closer) {
	_ = c.Close()
}

func consume(f *os.File) (int64, error) {
	defer func() {
		f.Close()
	}()
	return io.Copy(io.Discard, f)
}

func viaHelper(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer quietly(f)
	return io.ReadAll(f)
}

func viaConsumer(path string) (int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	return consume(f)
}
