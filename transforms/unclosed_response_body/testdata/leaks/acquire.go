package acquire

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Each way to ask for a response, and to forget its body.

func get(u string) ([]byte, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

func post(u, text string) (int, error) {
	resp, err := http.Post(u, "text/plain", strings.NewReader(text)) // want "http.Post"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func postForm(u string, form url.Values) error {
	resp, err := http.PostForm(u, form) // want "http.PostForm"
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

func do(c *http.Client, req *http.Request, v any) error {
	resp, err := c.Do(req) // want "c.Do"
	if err != nil {
		return err
	}
	return json.NewDecoder(resp.Body).Decode(v)
}

func clientGet(c *http.Client, u string) (string, error) {
	resp, err := c.Get(u) // want "c.Get"
	if err != nil {
		return "", err
	}
	return resp.Header.Get("Etag"), nil
}

func clientPost(c *http.Client, u string) bool {
	resp, err := c.Post(u, "", nil) // want "c.Post"
	if err != nil {
		return false
	}
	return resp.StatusCode == http.StatusCreated
}

func clientPostForm(c *http.Client, u string) (http.Header, error) {
	resp, err := c.PostForm(u, nil) // want "c.PostForm"
	if err != nil {
		return nil, err
	}
	return resp.Header, nil
}
