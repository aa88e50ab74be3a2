package example

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

// Ten connections that a test opens may be there to be open all at once: its fix is not safe.
func TestMany(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	for range 10 {
		conn, err := net.Dial("tcp", ln.Addr().String()) // want "`net.Dial` leaves its connection open"
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, "hello")
	}
}

// A handler that keeps what it hijacked may be what the test is about.
func TestHijacked(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack() // want "Hijack` leaves its connection open"
		if err != nil {
			return
		}
		io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
	}))
	defer server.Close()
	resp, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}
