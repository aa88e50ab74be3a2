// Silent: closed through another name, a method value, a closure or a method expression.

package clean

import (
	"io"
	"os"
	"sync"
	"testing"
)

func alias(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	var rc io.ReadCloser = f
	defer rc.Close()
	return io.ReadAll(rc)
}

func methodValue(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	done := f.Close
	defer done()
	return io.ReadAll(f)
}

func methodExpression(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer (*os.File).Close(f)
	return io.ReadAll(f)
}

func passedValue(path string, later func(func() error)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	later(f.Close)
	_, err = io.Copy(io.Discard, f)
	return err
}

func closure(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	cleanup := func() {
		f.Close()
	}
	defer cleanup()
	return io.ReadAll(f)
}

func once(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	shut := sync.OnceFunc(func() { f.Close() })
	defer shut()
	data, err := io.ReadAll(f)
	shut()
	return data, err
}

func inTest(t *testing.T, path string) *os.File {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func onTheSpot(path string) (n int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	n, err = io.Copy(io.Discard, f)
	func() {
		f.Close()
	}()
	return n, err
}

type visited interface {
	Range(visit func(string) bool)
}

// To close it here would be too early for whoever kept the literal and for what comes behind; the name says nothing.
func namedEarly(rows visited, path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_ = f.Close
	rows.Range(func(row string) bool {
		_, err = f.WriteString(row)
		return err == nil
	})
	return err
}

// Another path gives it away for good: it may be this one's as well.
func namedAndStored(files map[string]*os.File, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	files[path] = f
	_ = f.Close
	return nil
}
