package practised

import (
	"errors"
	"strings"
)

// stores are counted.
var stores int

// store has a release; nothing in sight says what it holds.
type store struct{ names []string }

func newStore(names string) (*store, error) {
	if names == "" {
		return nil, errors.New("no names")
	}
	stores++
	return &store{names: strings.Fields(names)}, nil
}

func (s *store) Close() error {
	stores--
	return nil
}

func (s *store) len() int { return len(s.names) }

func first() (int, error) {
	s, err := newStore("a b")
	if err != nil {
		return 0, err
	}
	defer s.Close()
	return s.len(), nil
}

func second() (int, error) {
	s, err := newStore("a b c")
	if err != nil {
		return 0, err
	}
	defer func() { _ = s.Close() }()
	return s.len(), nil
}

func third() error {
	s, err := newStore("c")
	if err != nil {
		return err
	}
	return s.Close()
}

func fourth() (int, error) {
	s, err := newStore("d") // want "`newStore` makes a value whose `Close` is never called; 3 of 5 callers release theirs"
	if err != nil {
		return 0, err
	}
	return s.len(), nil
}

// discarded drops the value; only the error counts.
func discarded(names string) error {
	_, err := newStore(names) // want "newStore"
	return err
}
