// A transport made by hand returns a response without a body.
package byhand

import (
	"net/http"
	"testing"
)

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func wrap(rt http.RoundTripper) http.RoundTripper { return rt }

func TestTripper(t *testing.T) {
	rt := wrap(tripper(func(*http.Request) (*http.Response, error) { return &http.Response{}, nil }))
	res, err := rt.RoundTrip(&http.Request{})
	if err != nil {
		t.Fatal(err)
	}
	println(res.StatusCode)
}
