// Closed on every path, or in use by others.
package example

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

func handler(w http.ResponseWriter, r *http.Request) {}

func TestDeferred(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(handler))
	defer srv.Close()
	resp, err := http.Get(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}

func serve(t *testing.T) *httptest.Server {
	srv := httptest.NewServer(http.HandlerFunc(handler))
	t.Cleanup(srv.Close)
	return srv
}

// Whoever has the address expects an answer.
func address(t *testing.T) string {
	srv := httptest.NewServer(http.HandlerFunc(handler))
	return srv.URL
}

func hello(t *testing.T) string {
	srv := httptest.NewServer(http.HandlerFunc(handler))
	return srv.URL + "/hello"
}

func formatted(t *testing.T) string {
	srv := httptest.NewServer(http.HandlerFunc(handler))
	return fmt.Sprintf("%s/hello", srv.URL)
}

func parsed(t *testing.T) *url.URL {
	srv := httptest.NewServer(http.HandlerFunc(handler))
	u, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

type client struct{ base string }

func connect(t *testing.T) *client {
	srv := httptest.NewServer(http.HandlerFunc(handler))
	return &client{base: srv.URL}
}

func TestRecorder(t *testing.T) {
	w := httptest.NewRecorder()
	handler(w, httptest.NewRequest("GET", "/", nil))
	if w.Result().StatusCode != http.StatusOK {
		t.Error(w.Result().Status)
	}
}

var base string

func TestStored(t *testing.T) {
	base = httptest.NewServer(http.HandlerFunc(handler)).URL
}

// Others ask it.
func start() {
	srv := httptest.NewServer(http.HandlerFunc(handler))
	base = srv.Listener.Addr().String()
}
