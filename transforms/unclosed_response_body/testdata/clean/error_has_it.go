// Silent: the error that is returned has the response, and reads its body when it is asked what it says.
package example

import (
	"io"
	"net/http"
)

type statusError struct{ resp *http.Response }

func (e *statusError) Error() string {
	text, _ := io.ReadAll(e.resp.Body)
	return string(text)
}

func check(resp *http.Response) error {
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	return &statusError{resp: resp}
}

func get(url string) (*http.Response, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	if err := check(resp); err != nil {
		return nil, err
	}
	return resp, nil
}
