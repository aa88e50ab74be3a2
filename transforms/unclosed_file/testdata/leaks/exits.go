package exits

import (
	"bufio"
	"errors"
	"fmt"
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

// Returned on success; the early returns leave it open. A defer would close what the caller gets.
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
		// Its name is known when it is closed, too.
		return nil, fmt.Errorf("%s is not a regular file", f.Name())
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

// Some systems remove no open file: the close stands above the removal.
func removed(path string, r io.Reader) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, r); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Remove(f.Name())
		return err
	}
	return f.Close()
}

// The exit leaves two files open, the later one is closed first.
func both(from, to string) (*os.File, *os.File, error) {
	in, err := os.Open(from) // want "os.Open"
	if err != nil {
		return nil, nil, err
	}
	out, err := os.Create(to) // want "os.Create"
	if err != nil {
		return nil, nil, err
	}
	if _, err := io.CopyN(out, in, 512); err != nil {
		return nil, nil, err
	}
	return in, out, nil
}

// The variable gets another file while it holds one.
func reopened(path, other string) (*os.File, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	if line, _ := bufio.NewReader(f).ReadString('\n'); line == "" {
		f, err = os.Open(other)
		if err != nil {
			return nil, errors.New("neither")
		}
	}
	return f, nil
}
