package sent

import (
	"errors"
	"net/http"
	"os"
)

// upload sends a file, which the client closes; the answer's body is another matter.
func upload(c *http.Client, u, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPut, u, f)
	if err != nil {
		f.Close()
		return err
	}
	resp, err := c.Do(req) // want "c.Do"
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return nil
}
