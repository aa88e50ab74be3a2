package checked

import (
	"io"
	"os"
	"testing"
)

// A check that fails would leave out a release at the end of the turn.
func TestWritten(t *testing.T) {
	for _, path := range os.Args {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close() // want "each turn of the loop"
		written(t, f)
	}
}

// Nothing can fail ahead of the release.
func TestRead(t *testing.T) {
	for _, path := range os.Args {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close() // want "each turn of the loop"
		b, err := io.ReadAll(f)
		if err != nil || len(b) == 0 {
			t.Fatal(err)
		}
	}
}

// No closure can be made of the turn.
func TestFirst(t *testing.T) {
	for _, path := range os.Args {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close() // want "each turn of the loop"
		written(t, f)
		if path == "" {
			break
		}
	}
}

func written(t *testing.T, w io.Writer) {
	t.Helper()
	if _, err := io.WriteString(w, "text"); err != nil {
		t.Fatal(err)
	}
}
