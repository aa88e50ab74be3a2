package followed

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
)

type movedError struct{ host string }

func (e *movedError) Error() string { return e.host }

// What has moved is there, and where it is not, the read panics: the deferred release stands above it.
func read(c *http.Client, u string) ([]byte, error) {
	resp, err := c.Get(u) // want "c.Get"
	if err != nil {
		var moved *movedError
		if !errors.As(err, &moved) {
			return nil, err
		}
	}

	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()

	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %s", resp.Status)
	}
	return body, nil
}

// Where it is not there, nothing reads it.
func asked(c *http.Client, u string) ([]byte, error) {
	resp, err := c.Get(u) // want "c.Get"
	if err != nil {
		var moved *movedError
		if !errors.As(err, &moved) {
			return nil, err
		}
	}
	if resp != nil && resp.Body != nil {
		if resp.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("status %s", resp.Status)
		}
		defer resp.Body.Close()
		return io.ReadAll(resp.Body)
	}
	return nil, nil
}

// The return reads the body of a response that may be nil.
func reads(u string) (int, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		log.Print(err)
	}
	return resp.Body.Read(make([]byte, 8))
}
