package discarded

import (
	"bytes"
	"errors"
	"net/http"
)

// ping only wants to know whether somebody answers. The body has no name, and stays.
func ping(u string) error {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return errors.New("no answer")
	}
	defer resp.Body.Close()
	return nil
}

// notify has a `resp` already.
func notify(u string, resp []byte) error {
	resp2, err := http.Post(u, "application/json", bytes.NewReader(resp)) // want "http.Post"
	if err != nil {
		return err
	}
	defer resp2.Body.Close()
	return nil
}

// named assigns a named error: the name is declared ahead.
func named(c *http.Client, req *http.Request) (err error) {
	resp, err := c.Do(req) // want "c.Do"
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return nil
}

// answers checks the other way round.
func answers(u string) bool {
	if resp, err := http.Get(u); err == nil { // want "http.Get"
		defer resp.Body.Close()
		return true
	}
	return false
}
