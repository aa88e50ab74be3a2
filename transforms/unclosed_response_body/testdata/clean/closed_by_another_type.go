// The body is closed under another type, or goes on under that.
package other

import (
	"errors"
	"io"
	"net/http"
)

func upgrade(c *http.Client, req *http.Request) error {
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	rw, ok := resp.Body.(io.ReadWriteCloser)
	if !ok {
		return errors.New("not upgraded")
	}
	defer rw.Close()
	_, err = rw.Write([]byte("hello"))
	return err
}
