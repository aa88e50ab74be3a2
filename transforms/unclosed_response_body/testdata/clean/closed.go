// Silent: closed on every path, in the spellings people use.

package clean

import (
	"io"
	"log"
	"net/http"
)

func deferred(u string) ([]byte, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func explicit(u string) (int, error) {
	resp, err := http.Get(u)
	if err != nil {
		return 0, err
	}
	resp.Body.Close()
	return resp.StatusCode, nil
}

func logged(u string) ([]byte, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	defer func() {
		io.Copy(io.Discard, resp.Body)
		if err := resp.Body.Close(); err != nil {
			log.Print(err)
		}
	}()
	return io.ReadAll(resp.Body)
}

func passedToLiteral(u string) ([]byte, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	defer func(body io.ReadCloser) {
		_ = body.Close()
	}(resp.Body)
	return io.ReadAll(resp.Body)
}

func nilChecked(u string) (status int) {
	resp, err := http.Get(u)
	if resp != nil && resp.Body != nil {
		defer resp.Body.Close()
	}
	if err == nil {
		status = resp.StatusCode
	}
	return status
}

func beforeCheck(u string) (int, error) {
	resp, err := http.Get(u)
	if resp != nil {
		defer resp.Body.Close()
	}
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func inverted(c *http.Client, req *http.Request) (status int) {
	var (
		resp *http.Response
		err  error
	)
	if resp, err = c.Do(req); err == nil {
		defer resp.Body.Close()
		status = resp.StatusCode
	} else {
		log.Fatal(err)
	}
	return status
}

func eachPath(u string) ([]byte, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, nil
	}
	data, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	return data, err
}

func eachTurn(urls []string) (n int64) {
	for _, u := range urls {
		resp, err := http.Get(u)
		if err != nil {
			continue
		}
		size, _ := io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		n += size
	}
	return n
}
