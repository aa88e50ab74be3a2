package turns

import (
	"io"
	"os"
	"testing"
)

// A test that has failed closes the file all the same.
func TestEach(t *testing.T) {
	for _, path := range []string{"a", "b"} {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			t.Fatal(err)
		}
		info, err := f.Stat()
		if err != nil {
			t.Error(err)
			continue
		}
		if n, err := io.Copy(io.Discard, f); n != info.Size() {
			t.Errorf("%d bytes, %v", n, err)
		}
	}
}
