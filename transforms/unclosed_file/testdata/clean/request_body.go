// Silent: the file is the body of a request, which the client closes once it is sent, and also where that fails.

package clean

import (
	"net/http"
	"os"
)

func post(u, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	resp, err := http.Post(u, "text/plain", f)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func put(c *http.Client, u, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPut, u, f)
	if err != nil {
		f.Close()
		return err
	}
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func request(u, path string) (*http.Request, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return http.NewRequest(http.MethodPut, u, f)
}
