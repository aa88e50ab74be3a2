package interfaces

import (
	"context"
	"errors"
	"net/http"
)

// getter is what asks; a checking one asks another.
type getter interface {
	Get(ctx context.Context, url string) (*http.Response, error)
}

type client struct{ *http.Client }

func (c *client) Get(ctx context.Context, url string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return c.Client.Do(req)
}

type checking struct{ getter }

func (c *checking) check(resp *http.Response) error {
	if resp.TLS == nil {
		return errors.New("not TLS")
	}
	return nil
}

func (c *checking) Get(ctx context.Context, url string) (*http.Response, error) {
	resp, err := c.getter.Get(ctx, url) // want "leaves its response body open"
	if err != nil {
		return nil, err
	}
	if err := c.check(resp); err != nil {
		return nil, err
	}
	return resp, nil
}

func status(ctx context.Context, g getter) (int, error) {
	resp, err := g.Get(ctx, "https://example.com") // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}
