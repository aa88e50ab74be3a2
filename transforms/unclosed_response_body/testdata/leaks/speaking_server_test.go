package speaking

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// What a server answers has a body where a handler may write one, or where that is another server's.

func TestWrites(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		fmt.Fprint(w, "here")
	}))
	defer srv.Close()
	resp, err := http.Get(srv.URL) // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func TestFlushes(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		w.(http.Flusher).Flush()
	}))
	defer srv.Close()
	resp, err := http.Get(srv.URL) // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func TestSendsOn(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "http://localhost/elsewhere")
		w.WriteHeader(http.StatusFound)
	}))
	defer srv.Close()
	resp, err := http.Get(srv.URL) // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

// A mux tells in a text that it has no handler.
func TestUnhandled(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/found", func(w http.ResponseWriter, r *http.Request) {})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	resp, err := http.Get(srv.URL + "/missing") // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func TestOneOfTwo(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {})
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("page")) })
	srv := httptest.NewServer(mux)
	defer srv.Close()
	resp, err := http.Get(srv.URL + "/page") // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func TestOther(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {}))
	defer srv.Close()
	u, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	u.Host = "localhost:8080"
	resp, err := http.Get(u.String()) // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func TestGiven(t *testing.T) {
	for _, handler := range []http.HandlerFunc{write, skip} {
		srv := httptest.NewServer(handler)
		resp, err := http.Get(srv.URL) // want "leaves its response body open"
		if err != nil {
			t.Fatal(err)
		}
		t.Log(resp.StatusCode)
		srv.Close()
	}
}

func write(w http.ResponseWriter, r *http.Request) { w.Write([]byte("here")) }

func skip(w http.ResponseWriter, r *http.Request) {}
