// Silent: the caller gets the response, its body, or something that reads it.

package clean

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
)

type page struct {
	io.Reader
	close func() error
}

func direct(u string) (*http.Response, error) {
	return http.Get(u)
}

func bound(c *http.Client, req *http.Request) (*http.Response, error) {
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	return resp, nil
}

func named(u string) (resp *http.Response, err error) {
	resp, err = http.Get(u)
	return
}

func body(u string) (io.ReadCloser, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

func asReader(u string) (io.Reader, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	return bufio.NewReader(resp.Body), nil
}

func decoder(u string) (*json.Decoder, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	return json.NewDecoder(resp.Body), nil
}

func literal(u string) (*page, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	return &page{resp.Body, resp.Body.Close}, nil
}

func closure(u string) (func() ([]byte, error), error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	return func() ([]byte, error) {
		defer resp.Body.Close()
		return io.ReadAll(resp.Body)
	}, nil
}

type logging struct{ next http.RoundTripper }

func (l logging) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := l.next.RoundTrip(req)
	if err != nil {
		println(err.Error())
	}
	return resp, err
}
