// Silent: the body is put aside and another put in its place, for the caller to read and close.

package clean

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
)

func buffered(u string) (*http.Response, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(data))
	return resp, err
}

func callsBuffered(u string) (int, error) {
	resp, err := buffered(u)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func unzipped(u string) (*http.Response, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	zr, err := gzip.NewReader(resp.Body)
	if err == nil {
		resp.Body = zr
	}
	return resp, nil
}
