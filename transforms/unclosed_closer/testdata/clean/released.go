// Released on every path, by whatever means.
package released

import (
	"fmt"
	"io"
)

type store struct{ n int }

func newStore() *store { return &store{n: 1} }

func (s *store) Close() error { return nil }

func (s *store) len() int { return s.n }

func deferred() int {
	s := newStore()
	defer s.Close()
	return s.len()
}

func literal() int {
	s := newStore()
	defer func() { _ = s.Close() }()
	return s.len()
}

func checked() (n int, err error) {
	s := newStore()
	defer func() {
		if e := s.Close(); e != nil && err == nil {
			err = e
		}
	}()
	return s.len(), nil
}

func closeQuietly(c io.Closer) {
	if err := c.Close(); err != nil {
		fmt.Println(err)
	}
}

func helper() int {
	s := newStore()
	defer closeQuietly(s)
	return s.len()
}

func inTurn() int {
	s := newStore()
	n := s.len()
	closeQuietly(s)
	return n
}
