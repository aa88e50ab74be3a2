package mayfail

import (
	"errors"
	"os"
	"sync"
)

type store struct {
	once sync.Once
	f    *os.File
	err  error
}

func openStore(name string) (*store, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return &store{f: f}, nil
}

func (s *store) Close() error { return s.f.Close() }

// captured is given what may be an error in a literal.
func (s *store) captured() error {
	var err error
	s.once.Do(func() {
		_, err = s.f.Stat()
	})
	return err
}

// deferred gives its result another value behind the return.
func (s *store) deferred() (err error) {
	defer func() {
		if s.f == nil {
			err = errors.New("closed")
		}
	}()
	return nil
}

// field returns what somebody else may have set.
func (s *store) field() error { return s.err }

// given returns what the caller gives.
func (s *store) given(err error) error { return err }

// addressed lets others set it.
func (s *store) addressed(set func(*error)) error {
	var err error
	set(&err)
	return err
}

// typed is no nil error, though the pointer in it is.
func (s *store) typed() error {
	var err *os.PathError
	return err
}

func onCaptured(name string) error {
	s, err := openStore(name) // want "whose `Close` is not called on every path"
	if err != nil {
		return err
	}
	if err := s.captured(); err != nil {
		return err
	}
	return s.Close()
}

func onDeferred(name string) error {
	s, err := openStore(name) // want "whose `Close` is not called on every path"
	if err != nil {
		return err
	}
	if err := s.deferred(); err != nil {
		return err
	}
	return s.Close()
}

func onField(name string) error {
	s, err := openStore(name) // want "whose `Close` is not called on every path"
	if err != nil {
		return err
	}
	if err := s.field(); err != nil {
		return err
	}
	return s.Close()
}

func onGiven(name string, before error) error {
	s, err := openStore(name) // want "whose `Close` is not called on every path"
	if err != nil {
		return err
	}
	if err := s.given(before); err != nil {
		return err
	}
	return s.Close()
}

func onAddressed(name string, set func(*error)) error {
	s, err := openStore(name) // want "whose `Close` is not called on every path"
	if err != nil {
		return err
	}
	if err := s.addressed(set); err != nil {
		return err
	}
	return s.Close()
}

func onTyped(name string) error {
	s, err := openStore(name) // want "whose `Close` is not called on every path"
	if err != nil {
		return err
	}
	if err := s.typed(); err != nil {
		return err
	}
	return s.Close()
}
