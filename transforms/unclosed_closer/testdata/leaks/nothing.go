package nothing

import (
	"errors"
	"os"
)

type iterator interface {
	Next() bool
	Close() error
}

type lines struct{ f *os.File }

func (l *lines) Next() bool   { return l.f != nil }
func (l *lines) Close() error { return l.f.Close() }

// Of an empty path there is neither an iterator nor an error.
func open(path string) (iterator, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &lines{f}, nil
}

func onOneExit(path string, other func() error) (iterator, error) {
	it, err := open(path) // want "makes a value whose"
	if err != nil {
		return nil, err
	}
	if err := other(); err != nil {
		return nil, err
	}
	return it, nil
}

func onAll(path string) error {
	it, err := open(path) // want "makes a value whose"
	if err != nil {
		return err
	}
	if !it.Next() {
		return errors.New("empty")
	}
	return nil
}

func asked(path string) error {
	it, err := open(path) // want "makes a value whose"
	if err != nil {
		return err
	}
	if it == nil {
		return nil
	}
	if !it.Next() {
		return errors.New("empty")
	}
	return nil
}

func first(path string) bool {
	it, err := open(path)
	if err != nil || it == nil {
		return false
	}
	defer it.Close()
	return it.Next()
}

func second(path string) bool {
	it, err := open(path)
	if err != nil || it == nil {
		return false
	}
	defer it.Close()
	return !it.Next()
}

func third(path string) (n int) {
	it, err := open(path)
	if err != nil || it == nil {
		return 0
	}
	defer it.Close()
	for it.Next() {
		n++
	}
	return n
}

func fourth(path string) (n int) {
	it, err := open(path)
	if err != nil || it == nil {
		return 0
	}
	defer it.Close()
	for it.Next() {
		n += 2
	}
	return n
}
