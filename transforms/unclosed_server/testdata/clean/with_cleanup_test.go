// What comes with the server closes it.
package cleanup

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func byMethod(t *testing.T, handler http.Handler) (*httptest.Server, func()) {
	t.Helper()
	server := httptest.NewServer(handler)
	return server, server.Close
}

func byVariable(handler http.Handler) (*httptest.Server, func()) {
	server := httptest.NewServer(handler)
	cleanup := server.Close
	return server, cleanup
}

func TestMethod(t *testing.T) {
	server, cleanup := byMethod(t, http.NotFoundHandler())
	defer cleanup()
	println(server.URL)
}

func TestVariable(t *testing.T) {
	server, cleanup := byVariable(http.NotFoundHandler())
	defer cleanup()
	println(server.URL)
}
