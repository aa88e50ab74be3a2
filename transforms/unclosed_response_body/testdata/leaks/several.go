package several

import (
	"io"
	"net/http"
)

// Two answers in one function, each with a body.

func compare(a, b string) (bool, error) {
	first, err := http.Get(a) // want "http.Get"
	if err != nil {
		return false, err
	}
	second, err := http.Get(b) // want "http.Get"
	if err != nil {
		return false, err
	}
	return first.ContentLength == second.ContentLength, nil
}

// refresh asks again with a token, under the same name: each defer holds the body of its time.
func refresh(c *http.Client, req *http.Request) ([]byte, error) {
	resp, err := c.Do(req) // want "c.Do"
	if err != nil {
		return nil, err
	}
	req.Header.Set("Token", resp.Header.Get("Token"))
	resp, err = c.Do(req) // want "c.Do"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}
