package example

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

type settings struct{ base string }

func (s *settings) ask() error {
	resp, err := http.Get(s.base)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The settings end with the test.
func TestSettings(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler()) // want "leaves its server open"
	s := &settings{}
	s.base = srv.URL
	if err := s.ask(); err != nil {
		t.Fatal(err)
	}
}

func TestBoth(t *testing.T) { testBoth(t, "/a") }

// Run by a test of its name.
func testBoth(t *testing.T, path string) {
	srv := httptest.NewServer(http.NotFoundHandler()) // want "leaves its server open"
	resp, err := http.Get(srv.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}
