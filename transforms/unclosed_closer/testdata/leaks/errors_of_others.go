package others

import (
	"os"

	"example.com/elsewhere/base"
)

type store struct {
	*base.Base
	f *os.File
}

func newStore(path string) (*store, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &store{f: f}, nil
}

func (s *store) Close() error { return s.f.Close() }

// An error lives off nothing, wherever it comes from: both exits leave it.
func view(path string) (err error) {
	s, err := newStore(path) // want "newStore"
	if err != nil {
		return err
	}
	if err = s.View(func() error { return nil }); err != nil {
		return err
	}
	return nil
}
