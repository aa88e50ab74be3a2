package tests

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// A test's Fatal and Skip end it, under all their names.

func checkFile(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "in")) // want "os.Open"
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) == 0 {
		t.Error("empty")
	}
}

func checkSkip(tb testing.TB) {
	tb.Helper()
	f, err := os.Open("/proc/self/status") // want "os.Open"
	if err != nil {
		tb.Skipf("no proc: %v", err)
	}
	defer f.Close()
	if _, err := io.Copy(io.Discard, f); err != nil {
		tb.FailNow()
	}
}

func benchRead(b *testing.B, path string) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		b.FailNow()
	}
	defer f.Close()
	buf := make([]byte, 512)
	for i := 0; i < b.N; i++ {
		if _, err := f.ReadAt(buf, 0); err != nil {
			b.Fatal(err)
		}
	}
}
