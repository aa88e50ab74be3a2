package exits

import (
	"errors"
	"io"
	"net/http"
)

type stream struct {
	body io.ReadCloser
}

type authorized struct {
	next  http.RoundTripper
	token func() string
}

// The defer stands behind the check of the status: an answer that is not 200 stays open.
func lateDefer(u string) ([]byte, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// One guard for both: it also returns when there is a response.
func oneGuard(u string) ([]byte, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil || resp.StatusCode != http.StatusOK {
		return nil, errors.New("no answer")
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// Closed at the end only.
func atTheEnd(u string) ([]byte, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body.Close()
	return data, nil
}

// The body is the caller's on success, and nobody's else.
func open(u string) (io.ReadCloser, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	return resp.Body, nil
}

// Kept in a struct on success.
func newStream(u string) (*stream, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return nil, err
	}
	if resp.Header.Get("Content-Type") != "text/event-stream" {
		return nil, errors.New("no stream")
	}
	return &stream{body: resp.Body}, nil
}

// The first answer is handed over but for the one that asks for a token.
func (a *authorized) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := a.next.RoundTrip(req) // want "a.next.RoundTrip"
	if err != nil || resp.StatusCode != http.StatusUnauthorized {
		return resp, err
	}
	again := req.Clone(req.Context())
	again.Header.Set("Authorization", a.token())
	return a.next.RoundTrip(again)
}
