package roundtrip

import "net/http"

// What a RoundTripper returns is its caller's to close. A custom one may leave the body nil, so the fix is not safe.

type probe struct {
	next http.RoundTripper
}

func (p *probe) status(req *http.Request) (int, error) {
	resp, err := p.next.RoundTrip(req) // want "p.next.RoundTrip"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func standard(req *http.Request) (int, error) {
	resp, err := http.DefaultTransport.RoundTrip(req) // want "http.DefaultTransport.RoundTrip"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

// transport is net/http's own, which promises a body.
func transport(t *http.Transport, req *http.Request) (int, error) {
	resp, err := t.RoundTrip(req) // want "t.RoundTrip"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}
