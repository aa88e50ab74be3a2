package refused

import (
	"errors"
	"io"
	"os"
)

type reader struct {
	f    *os.File
	size int64
}

// Closed at the end, but not on the early return. A defer would close it twice.
func atTheEnd(path string) ([]byte, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	f.Close()
	return data, nil
}

// The error of Close is looked at on success; the failed write leaves the file open.
func checkedClose(path string, data []byte) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return err
	}
	return f.Close()
}

// Returned on success; the early return leaves it open. A defer would close what the caller gets.
func returned(path string) (*os.File, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	return f, nil
}

// Handed over in a struct on success only.
func newReader(path string) (*reader, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	return &reader{f: f, size: size}, nil
}

// The defer stands too late: the check above it returns without it.
func lateDefer(path string) (string, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return "", err
	}
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	defer f.Close()
	return info.Name(), nil
}

// One arm closes, the other does not.
func oneArm(path string, all bool) (n int64, err error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return 0, err
	}
	if all {
		n, err = io.Copy(io.Discard, f)
		f.Close()
	} else {
		n, err = io.CopyN(io.Discard, f, 512)
	}
	return n, err
}

// Closed in the error's arm only.
func writeError(path string) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if _, err := f.WriteString("x"); err != nil {
		f.Close()
		return err
	}
	return nil
}
