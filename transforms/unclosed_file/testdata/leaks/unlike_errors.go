package fixture

import (
	"io"
	"os"
)

// The error of the second is looked at later: closing a nil file does no harm.
func checkedLater(from, to string) (int64, error) {
	in, err := os.Open(from)
	out, failed := os.Create(to) // want "os.Create"
	if err != nil {
		return 0, err
	}
	defer in.Close()
	if failed != nil {
		return 0, failed
	}
	defer out.Close()
	return io.Copy(out, in)
}

// Another error of the same name is looked at first.
func shadowed(path string) ([]byte, error) {
	f, err := os.Open(path) // want "os.Open"
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// The path is opened in one arm or the other, never in both.
func eitherWay(path string, write bool) ([]byte, error) {
	var f *os.File
	var err error
	if write {
		f, err = os.Create(path) // want "os.Create"
	} else {
		f, err = os.Open(path) // want "os.Open"
	}
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}
