package again

import (
	"io"
	"net/http"
)

// Behind the if the variable holds the one answer or the other: one close there does for both.
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

// Where the second fails, nothing is told of it behind the if; behind what reads the body one close does for both.
func unchecked(c *http.Client, u string) error {
	resp, err := c.Get(u) // want "c.Get"
	if err != nil {
		resp, err = c.Get(u) // want "c.Get"
	}
	_, err = io.ReadAll(resp.Body)
	return err
}

// The first is closed where it is there; the second has a way of its own.
func apart(c *http.Client, u string) error {
	resp, err := c.Get(u)
	if err == nil {
		return resp.Body.Close()
	}
	resp, err = c.Get(u) // want "c.Get"
	if err != nil {
		return err
	}
	_, err = io.ReadAll(resp.Body)
	return err
}

// A third try joins them.
func thrice(c *http.Client, u string) error {
	resp, err := c.Get(u) // want "c.Get"
	if err != nil {
		resp, err = c.Get(u) // want "c.Get"
	}
	if err != nil {
		resp, err = c.Get(u) // want "c.Get"
	}
	if err != nil {
		return err
	}
	_, err = io.ReadAll(resp.Body)
	return err
}
