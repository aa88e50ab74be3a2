package silent

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// Where a handler writes nothing, the answer has no body: the transport has its connection back.

func TestLiteral(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Served-By", "test")
		w.WriteHeader(http.StatusOK)
	}))
	defer srv.Close()
	resp, err := http.Get(srv.URL) // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func TestUnstarted(t *testing.T) {
	handler := func(http.ResponseWriter, *http.Request) {}
	srv := httptest.NewUnstartedServer(http.HandlerFunc(handler))
	srv.StartTLS()
	defer srv.Close()
	u, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := srv.Client().Do(&http.Request{Method: http.MethodGet, URL: u}) // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func accept(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusAccepted)
}

type refusing struct{}

func (refusing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusForbidden)
}

func TestDeclared(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(accept))
	defer srv.Close()
	req, err := http.NewRequest(http.MethodGet, fmt.Sprintf("%s/%d", srv.URL, 7), nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func TestMethod(t *testing.T) {
	srv := newRefusing()
	defer srv.Close()
	t.Run("refused", func(t *testing.T) {
		resp, err := http.Get("http://" + srv.Listener.Addr().String() + "/x") // want "leaves its response body open"
		if err != nil {
			t.Fatal(err)
		}
		t.Log(resp.StatusCode)
	})
}

func newRefusing() *httptest.Server {
	return httptest.NewServer(&refusing{})
}

func TestMux(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/accept", accept)
	mux.Handle("/refuse", refusing{})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	resp, err := http.Get(srv.URL + "/refuse?why=1") // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}
