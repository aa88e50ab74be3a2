package refused

import (
	"io"
	"net/http"
)

// The second answer is closed where it is there. Behind the if the variable holds the one or the other, so that a close of the
// first would be a second close of the other.
func retry(c *http.Client, u string) error {
	resp, err := c.Get(u) // want "c.Get"
	if err != nil {
		resp, err = c.Get(u) // want "c.Get"
		if err != nil {
			return err
		}
	}
	_, err = io.ReadAll(resp.Body)
	return err
}
