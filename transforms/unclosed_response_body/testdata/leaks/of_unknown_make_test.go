package unknown

import (
	"net/http"
	"testing"
)

func ask(t *testing.T, rt http.RoundTripper, req *http.Request) int {
	t.Helper()
	res, err := rt.RoundTrip(req) // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode
}
