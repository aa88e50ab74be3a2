// A library of checkers that asks anything of an error but to be nil leaves nothing to release.
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

func (s *suite) TestMissing(c *check.C) {
	_, err := s.d.Open("none")
	c.Assert(err, check.NotNil)
	_, err = s.d.Open("none")
	c.Assert(err, check.ErrorMatches, "no such.*")
}

func (s *suite) TestThere(c *check.C) {
	r, err := s.d.Open("a")
	c.Assert(err, check.IsNil)
	defer r.Close()
	_, err = io.ReadAll(r)
	c.Assert(err, check.IsNil)
}
