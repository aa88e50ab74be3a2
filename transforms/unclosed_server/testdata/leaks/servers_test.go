package example

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

func handler(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "hello") }

func TestGet(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(handler)) // want "`httptest.NewServer` leaves its server open"
	resp, err := http.Get(srv.URL + "/hello")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("got %s", resp.Status)
	}
}

func TestTLS(t *testing.T) {
	srv := httptest.NewTLSServer(http.HandlerFunc(handler)) // want "`httptest.NewTLSServer`"
	resp, err := srv.Client().Get(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}

func TestUnstarted(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(handler)) // want "`httptest.NewUnstartedServer`"
	srv.EnableHTTP2 = true
	srv.StartTLS()
	if srv.Certificate() == nil {
		t.Error("no certificate")
	}
}

// Parallel subtests go on when the test has returned.
func TestParallel(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(handler)) // want "`httptest.NewServer`"
	for _, path := range []string{"/a", "/b"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			resp, err := http.Get(srv.URL + path)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
		})
	}
}

// A client of its address ends with the test.
func TestClient(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(handler)) // want "`httptest.NewServer`"
	c := newClient(srv.URL)
	if err := c.hello(); err != nil {
		t.Error(err)
	}
}

type client struct{ base string }

func newClient(base string) *client { return &client{base} }

func (c *client) hello() error {
	resp, err := http.Get(c.base)
	if err == nil {
		resp.Body.Close()
	}
	return err
}
