package checkers

import (
	"io"
	"os"

	check "gopkg.in/check.v1"
)

type driver interface {
	Open(name string) (io.ReadCloser, error)
}

type disk struct{}

func (disk) Open(name string) (io.ReadCloser, error) { return os.Open(name) }

type suite struct{ d driver }

func (s *suite) TestCloses(c *check.C) {
	r, err := s.d.Open("a")
	c.Assert(err, check.IsNil)
	defer r.Close()
}

func (s *suite) TestReads(c *check.C) {
	r, err := s.d.Open("a") // want "1 of 2 callers release theirs"
	c.Assert(err, check.IsNil)
	_, err = io.ReadAll(r)
	c.Assert(err, check.IsNil)
}
