package refused

import (
	"errors"
	"os"
)

type slots struct {
	files []*os.File
	first *os.File
}

// An exit that returns an error has handed it over before.
func (s *slots) kept(path string) (*os.File, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	b := make([]byte, 4)
	if _, err := f.Read(b); err != nil {
		return nil, err
	}
	switch b[0] {
	case 1:
		return nil, errors.New("too old")
	case 2:
		return nil, errors.New("old")
	case 3:
		return nil, errors.New("too new")
	}
	s.first = f
	if b[1] == 0 {
		return nil, errors.New("no first")
	}
	return f, nil
}

// What is returned may be no error.
func (s *slots) unsure(path string, check func([]byte) error) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	b := make([]byte, 4)
	if _, err := f.Read(b); err != nil {
		return err
	}
	switch b[0] {
	case 1:
		return errors.New("too old")
	case 2:
		return errors.New("old")
	case 3:
		return check(b)
	}
	s.first = f
	return nil
}

// One exit forgets it without an error.
func (s *slots) forgot(path string) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	b := make([]byte, 4)
	if _, err := f.Read(b); err != nil {
		return err
	}
	switch b[0] {
	case 1:
		return errors.New("too old")
	case 2:
		return errors.New("old")
	case 3:
		return nil
	}
	s.first = f
	return nil
}

// The check no longer tells what the error is.
func (s *slots) forgiven(path string) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	b := make([]byte, 4)
	if _, err := f.Read(b); err != nil {
		if b[3] == 0 {
			err = nil
		}
		return err
	}
	switch b[0] {
	case 1:
		return errors.New("too old")
	case 2:
		return errors.New("old")
	case 3:
		return errors.New("too new")
	}
	s.first = f
	return nil
}

// Its variable gets another value, which would be closed instead.
func (s *slots) second(path, other string) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	b := make([]byte, 4)
	if _, err := f.Read(b); err != nil {
		return err
	}
	switch b[0] {
	case 1:
		return errors.New("too old")
	case 2:
		return errors.New("old")
	case 3:
		return errors.New("too new")
	}
	s.first = f
	f, err = os.Open(other)
	if err != nil {
		return nil
	}
	s.files = append(s.files, f)
	return nil
}
