// Silent: passed to somebody whose code is not in sight, or captured by a goroutine.

package clean

import (
	"encoding/json"
	"io"
	"net/http"
)

type checker interface {
	Check(*http.Response) error
}

func toInterface(u string, c checker) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	return c.Check(resp)
}

func toDecoder(u string, take func(*json.Decoder) error) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	return take(json.NewDecoder(resp.Body))
}

func toGoroutine(u string, w io.Writer) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	go func() {
		defer resp.Body.Close()
		io.Copy(w, resp.Body)
	}()
	return nil
}

func toWrapper(u string) (int, error) {
	resp := must(http.Get(u))
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// upgraded: after a switch of protocols the body is the connection, under another type.
func upgraded(c *http.Client, req *http.Request) error {
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	conn, ok := resp.Body.(io.ReadWriteCloser)
	if !ok {
		resp.Body.Close()
		return io.ErrUnexpectedEOF
	}
	defer conn.Close()
	_, err = conn.Write([]byte("hello"))
	return err
}
