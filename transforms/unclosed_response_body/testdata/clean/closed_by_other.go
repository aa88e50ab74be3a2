// Silent: a helper, another name, or the standard library closes it.

package clean

import (
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"testing"
)

func closeAndLog(c io.Closer, logger *log.Logger) {
	if err := c.Close(); err != nil {
		logger.Print(err)
	}
}

func closeByDefer(resp *http.Response) {
	defer func() {
		resp.Body.Close()
	}()
}

func discard(resp *http.Response) {
	io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
}

func viaCloser(u string, logger *log.Logger) (int, error) {
	resp, err := http.Get(u)
	if err != nil {
		return 0, err
	}
	defer closeAndLog(resp.Body, logger)
	return resp.StatusCode, nil
}

func viaDefer(u string) (int, error) {
	resp, err := http.Get(u)
	if err != nil {
		return 0, err
	}
	closeByDefer(resp)
	return resp.StatusCode, nil
}

func viaDiscard(u string) (int, error) {
	resp, err := http.Get(u)
	if err != nil {
		return 0, err
	}
	defer discard(resp)
	return resp.StatusCode, nil
}

func alias(u string) ([]byte, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	body := resp.Body
	defer body.Close()
	return io.ReadAll(body)
}

func methodValue(u string) ([]byte, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	done := resp.Body.Close
	defer done()
	return io.ReadAll(resp.Body)
}

func cleanup(t *testing.T, u string) *http.Response {
	resp, err := http.Get(u)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	return resp
}

// Response.Write closes the body once it is written.
func written(u string, w io.Writer) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	return resp.Write(w)
}

// DumpResponse reads the body to its end, closes it, and puts a copy in its place.
func dumped(u string) ([]byte, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	return httputil.DumpResponse(resp, true)
}
