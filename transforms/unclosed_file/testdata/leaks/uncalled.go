package fixture

import (
	"bufio"
	"os"
)

type table interface {
	Range(visit func(string) bool)
}

// Nobody knows whether the callee keeps the literal, but who means to close the file here still has it.
func written(rows table, path string) error {
	f, err := os.Create(path) // want "leaves its file open"
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	var failed error
	rows.Range(func(row string) bool {
		_, failed = w.WriteString(row)
		return failed == nil
	})
	if failed != nil {
		_ = f.Close()
		return failed
	}
	if err := w.Flush(); err != nil {
		_ = f.Close
		return err
	}
	return f.Close()
}

// The other exits close it.
func size(path string) (int64, error) {
	f, err := os.Open(path) // want "leaves its file open"
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		_ = f.Close
		return 0, err
	}
	size := info.Size()
	return size, f.Close()
}

// To call it there would be too early.
func early(path string) ([]byte, error) {
	f, err := os.Open(path) // want "leaves its file open"
	if err != nil {
		return nil, err
	}
	_ = f.Close
	head := make([]byte, 8)
	_, err = f.Read(head)
	return head, err
}
