package example

import (
	"io"
	"net/http"
)

// given is read by a literal that gets it as its parameter.
func given(u string) (n int64, err error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return 0, err
	}
	func(r io.Reader) {
		n, err = io.Copy(io.Discard, r)
	}(resp.Body)
	return n, err
}

// uncalled has a literal that nobody can call.
func uncalled(u string) error {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return err
	}
	_ = func() { resp.Body.Close() }
	return nil
}
