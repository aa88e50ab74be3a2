package upgraded

import (
	"errors"
	"io"
	"net/http"
)

// By another type the body is written to; it is the same body, and nobody closes it.
func upgrade(c *http.Client, req *http.Request) error {
	resp, err := c.Do(req) // want "c.Do"
	if err != nil {
		return err
	}
	rw, ok := resp.Body.(io.ReadWriteCloser)
	if !ok {
		return errors.New("not upgraded")
	}
	_, err = rw.Write([]byte("hello"))
	return err
}
