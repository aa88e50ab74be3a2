// Silent: responses that hold no connection, that somebody else owns, or that only look like one.

package clean

import (
	"net/http"
	"net/http/httptest"
)

type conn struct{}

// dial is like that of websocket packages: the body is the connection itself, or nothing.
func dial(u string) (*conn, *http.Response, error) {
	return &conn{}, nil, nil
}

type api struct{ *http.Client }

// Get hides the client's.
func (api) Get(u string) (*http.Response, error) { return nil, http.ErrNotSupported }

type records struct{}

func (records) Do(*http.Request) (*http.Response, error) { return nil, http.ErrNotSupported }

func recorded(h http.Handler, r *http.Request) int {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	resp := w.Result()
	return resp.StatusCode
}

func dialled(u string) (*conn, error) {
	c, resp, err := dial(u)
	if err != nil {
		return nil, err
	}
	println(resp.StatusCode)
	return c, nil
}

func hidden(a api) int {
	resp, err := a.Get("/")
	if err != nil {
		return 0
	}
	return resp.StatusCode
}

func replayed(http records, r *http.Request) int {
	resp, err := http.Do(r)
	if err != nil {
		return 0
	}
	return resp.StatusCode
}

func validator(check func(*http.Response) error) func(*http.Response) error {
	return func(resp *http.Response) error {
		if resp.StatusCode != http.StatusOK {
			return http.ErrNotSupported
		}
		return check(resp)
	}
}

func controller(w http.ResponseWriter) error {
	return http.NewResponseController(w).Flush()
}

func redirects() *http.Client {
	return &http.Client{
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if prev := req.Response; prev != nil && prev.StatusCode == http.StatusSeeOther {
				return http.ErrUseLastResponse
			}
			return nil
		},
	}
}
