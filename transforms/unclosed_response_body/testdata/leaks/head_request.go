package request

import (
	"context"
	"net/http"
)

// The answer to HEAD has no body.
func size(ctx context.Context, url string) (int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.ContentLength, nil
}

func literal(url string) (int64, error) {
	req, err := http.NewRequest("HEAD", url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.ContentLength, nil
}

type client struct{ http.Client }

func (c *client) head(url string) (*http.Response, error) {
	req, err := http.NewRequest("HEAD", url, nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}

// Nor does it where a method asks for it.
func byMethod(c *client, url string) (int, error) {
	resp, err := c.head(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}
