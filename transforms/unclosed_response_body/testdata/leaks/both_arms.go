package arms

import (
	"io"
	"net/http"
	"strings"
)

// One of two requests is sent; one close behind the common check does for both.
func send(u, text string) ([]byte, error) {
	var (
		resp *http.Response
		err  error
	)
	if text == "" {
		resp, err = http.Get(u) // want "http.Get"
	} else {
		resp, err = http.Post(u, "text/plain", strings.NewReader(text)) // want "http.Post"
	}
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}
