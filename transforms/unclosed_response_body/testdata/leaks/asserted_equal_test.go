// An assertion of the project's own that two values are the same is the check of the error beside nil.
package asserted

import (
	"io"
	"net/http"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
	gc "gopkg.in/check.v1"
)

type suite struct {
	*testing.T
}

// Assert ends the test where two values differ.
func (s *suite) Assert(got, want any) {
	s.Helper()
	if !reflect.DeepEqual(got, want) {
		s.Fatalf("got %v, not %v", got, want)
	}
}

// Equal tells that two values differ, and goes on.
func (s *suite) Equal(got, want any) {
	s.Helper()
	if !reflect.DeepEqual(got, want) {
		s.Errorf("got %v, not %v", got, want)
	}
}

// Expect gives both to another.
func (s *suite) Expect(want, got any) {
	s.Helper()
	same(s.T, got, want, "expected")
}

func same(t *testing.T, a, b any, what string) {
	if a != b {
		t.Fatal(what, a, b)
	}
}

func read(s *suite, u string) {
	resp, err := http.Get(u) // want "`http.Get` leaves its response body open"
	s.Assert(err, nil)
	s.Assert(resp.StatusCode, 200)
	data, err := io.ReadAll(resp.Body)
	s.Assert(err, nil)
	s.Assert(string(data), "ok")
}

func expect(s *suite, u string) {
	resp, err := http.Get(u) // want "`http.Get` leaves its response body open"
	s.Expect(nil, err)
	s.Expect(200, resp.StatusCode)
}

// Nothing tells that the response is there.
func goesOn(s *suite, u string) {
	resp, err := http.Get(u) // want "`http.Get` leaves its response body open"
	s.Equal(err, nil)
	s.Equal(resp.StatusCode, 200)
}

// By its name alone, it is presumed to be.
func TestLibrary(t *testing.T) {
	resp, err := http.Get("http://localhost") // want "`http.Get` leaves its response body open"
	require.Equal(t, nil, err)
	require.Equal(t, 200, resp.StatusCode)
}

func checked(c *gc.C) {
	resp, err := http.Get("http://localhost") // want "`http.Get` leaves its response body open"
	c.Assert(err, gc.Equals, nil)
	c.Assert(resp.StatusCode, gc.Equals, 200)
}

// Another request gets the variable; what is deferred keeps the body that it was given.
func twice(s *suite, u string) {
	resp, err := http.Get(u) // want "`http.Get` leaves its response body open"
	s.Assert(err, nil)
	s.Assert(resp.StatusCode, 200)
	resp, err = http.Get(u + "/again") // want "`http.Get` leaves its response body open"
	s.Assert(err, nil)
	s.Assert(resp.StatusCode, 200)
}
