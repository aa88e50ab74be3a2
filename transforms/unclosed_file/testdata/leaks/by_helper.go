package helper

import (
	"io"
	"os"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// The check is behind a call.
func read(path string) []byte {
	f, err := os.Open(path) // want "os.Open"
	check(err)
	data, err := io.ReadAll(f)
	check(err)
	return data
}

// The error is never looked at before it is returned.
func size(path string) (int64, error) {
	f, err := os.Open(path) // want "os.Open"
	n, _ := io.Copy(io.Discard, f)
	return n, err
}

// Asked for more than its interface says, a reader can't be closed by that.
func position(path string) (int64, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return 0, err
	}
	return offset(f), nil
}

func offset(r io.Reader) int64 {
	if s, ok := r.(io.Seeker); ok {
		at, _ := s.Seek(0, io.SeekCurrent)
		return at
	}
	return 0
}
