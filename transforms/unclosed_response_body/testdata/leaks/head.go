package head

import "net/http"

// The answer to HEAD has no body: hygiene.

func size(u string) (int64, error) {
	resp, err := http.Head(u) // want "http.Head"
	if err != nil {
		return 0, err
	}
	return resp.ContentLength, nil
}

func exists(c *http.Client, u string) bool {
	resp, err := c.Head(u) // want "c.Head"
	if err != nil {
		return false
	}
	return resp.StatusCode == http.StatusOK
}
