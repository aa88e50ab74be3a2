// A response that is seen to be there has no error.
package example

import (
	"errors"
	"net/http"
)

var errNotModified = errors.New("not modified")

func cached(c *http.Client, req *http.Request) (int, error) {
	resp, err := c.Do(req)
	if resp != nil && resp.StatusCode == http.StatusNotModified {
		if resp.Body != nil {
			resp.Body.Close()
		}
		return 0, errNotModified
	}
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}
