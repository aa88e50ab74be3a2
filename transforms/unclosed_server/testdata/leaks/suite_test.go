package example

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
)

type daemon struct{}

func (d *daemon) run(args ...string) error { return nil }
func (d *daemon) stop()                    {}

type check struct{}

func (check) equal(a, b string) {}

type suite struct {
	d     *daemon
	check check
}

func (s *suite) TearDownTest(t *testing.T) {
	s.d.stop()
}

func install(t *testing.T, url string) {
	if err := os.WriteFile("/etc/plugin.spec", []byte(url), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The daemon knows of the server when it is stopped, behind what the test defers.
func (s *suite) TestPlugin(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler()) // want "`httptest.NewServer`"
	install(t, srv.URL)
	if err := s.d.run("plugin", "enable"); err != nil {
		t.Fatal(err)
	}
}

func (s *suite) TestFlag(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler()) // want "`httptest.NewServer`"
	url := srv.URL + "/v1"
	if err := s.d.run("--plugin", url); err != nil {
		t.Fatal(err)
	}
}

// What asks it is the test's own, and has ended with it.
func (s *suite) TestClient(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler()) // want "`httptest.NewServer`"
	c := newPlugin(srv.URL)
	if err := s.d.run("plugin", "list"); err != nil {
		t.Fatal(err)
	}
	s.check.equal(c.url, srv.URL)
}

type plugin struct{ url string }

func newPlugin(url string) *plugin { return &plugin{url} }
