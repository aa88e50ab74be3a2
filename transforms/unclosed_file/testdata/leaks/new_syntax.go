package syntax

import (
	"encoding/binary"
	"io"
	"os"
)

type set[T comparable] map[T]struct{}

func newSet[T comparable](n int) set[T] { return make(set[T], n) }

// header uses what older parsers don't know: a value as the argument of new, explicit type arguments.
func header(path string) (*uint64, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	size := new(uint64(3))
	seen := newSet[string](0)
	seen[path] = struct{}{}
	if err := binary.Read(f, binary.LittleEndian, size); err != nil {
		return nil, err
	}
	return size, nil
}

// lines ranges over a number and a function.
func lines(path string, each func(func(int) bool)) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	for range 3 {
		io.WriteString(f, "-")
	}
	for i := range each {
		if i < 0 {
			return nil
		}
		io.WriteString(f, "+")
	}
	return nil
}
