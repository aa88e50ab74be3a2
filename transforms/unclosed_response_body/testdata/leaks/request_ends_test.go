package ends

import (
	"context"
	"net/http"
	"testing"
	"time"
)

// The transport drops the connection when the request's context ends: little stays.

func own(url string) (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func replaced(ctx context.Context, req *http.Request) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	resp, err := http.DefaultClient.Do(req.WithContext(ctx)) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

// In a loop they pile up until the function ends.
func each(urls []string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for _, url := range urls {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
		if err != nil {
			return err
		}
		println(resp.StatusCode)
	}
	return nil
}

// Whoever calls ends it, some day.
func given(ctx context.Context, url string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

// What is returned has ended.
func revoke(ctx context.Context, url string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

func revoked(ctx context.Context, url string) (int, error) {
	resp, err := revoke(ctx, url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func TestOfTest(t *testing.T) {
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func TestDerived(t *testing.T) {
	ctx := context.WithValue(t.Context(), "key", 1)
	req := request(t, ctx)
	resp, err := http.DefaultClient.Do(req.Clone(ctx)) // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func request(t *testing.T, ctx context.Context) *http.Request {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost", nil)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func requestOfTest(t *testing.T, url string) *http.Request {
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func TestByHelper(t *testing.T) {
	resp, err := http.DefaultClient.Do(requestOfTest(t, "http://localhost")) // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func TestByLiteral(t *testing.T) {
	ask := func(t *testing.T, url string) *http.Request {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		return req
	}
	t.Run("once", func(t *testing.T) {
		req := ask(t, "http://localhost")
		resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
		if err != nil {
			t.Fatal(err)
		}
		t.Log(resp.StatusCode)
	})
}
