// What has a server's address is of no use without the server, which is still its caller's to close.
package address_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

type settings struct{ addr string }

func (s *settings) upstream() *settings { return s }

func fake(handler http.Handler) (*httptest.Server, *settings) {
	server := httptest.NewServer(handler)
	s := &settings{}
	s.upstream().addr = strings.TrimPrefix(server.URL, "http://")
	return server, s
}

func TestFake(t *testing.T) {
	server, s := fake(nil) // want "leaves its server open"
	if server.URL == "" || s.addr == "" {
		t.Fatal("no address")
	}
}
