package fixture

import (
	"errors"
	"fmt"
	"io"
	"net/http"
)

// The answer that is not 200 stays open: the guard is two, and the close stands between them.
func deferredBelow(u string) ([]byte, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil || resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("get %s: %w", u, err)
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func neverClosed(u string) bool {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil || resp.StatusCode/100 != 2 || resp.ContentLength == 0 {
		return false
	}
	return resp.Header.Get("Accept-Ranges") == "bytes"
}

// What the others ask may be a chain, too.
func several(u string, is func(int) bool) error {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil ||
		resp.ContentLength > 0 && !is(resp.StatusCode) ||
		resp.Header.Get("Etag") == "" {
		return errors.New("no")
	}
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

// The guard does more than return: the close comes ahead of its return, where there is a response.
func says(u string) error {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil || resp.StatusCode != http.StatusOK {
		fmt.Println("no answer from", u)
		return errors.New("no answer")
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

// A comment would stand twice.
func commented(u string) error {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil || resp.StatusCode != http.StatusOK {
		// Tried again later.
		return nil
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

// gofmt would set other blanks.
func spaced(u string, n int, ok func(int, int) bool) error {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil || !ok(n+1, resp.StatusCode) {
		return err
	}
	defer resp.Body.Close()
	return nil
}

// The guard has another arm.
func withElse(u string) (n int64) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil || resp.StatusCode != http.StatusOK {
		return 0
	} else {
		n, _ = io.Copy(io.Discard, resp.Body)
	}
	resp.Body.Close()
	return n
}

// In a loop nothing can be deferred.
func each(urls []string) (n int64) {
	for _, u := range urls {
		resp, err := http.Get(u) // want "http.Get"
		if err != nil || resp.StatusCode != http.StatusOK {
			continue
		}
		size, _ := io.Copy(io.Discard, resp.Body)
		n += size
		resp.Body.Close()
	}
	return n
}

// The arm that is taken when all is well defers; the other has a response, or none.
func wellOrNot(u string) int64 {
	resp, err := http.Get(u) // want "http.Get"
	if err == nil && resp.StatusCode == http.StatusOK {
		defer resp.Body.Close()
		n, _ := io.Copy(io.Discard, resp.Body)
		return n
	}
	return 0
}

func isUp(u string) bool {
	resp, err := http.Get(u) // want "http.Get"
	if err == nil && resp.StatusCode == http.StatusOK {
		return true
	}
	return false
}

// Where it is known to be there, nothing asks.
func surely(u string) error {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil || resp.StatusCode != http.StatusOK {
		if err == nil {
			err = fmt.Errorf("status %d", resp.StatusCode)
		}
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

// The variable holds something else where the first failed.
func replaced(u, other string) int {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		resp = &http.Response{StatusCode: len(other)}
	}
	return resp.StatusCode
}

// Whoever asks for nil knows that there may be none: the close stands behind that.
func asksForNil(u string) int {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil || resp == nil || resp.StatusCode != http.StatusOK {
		return 0
	}
	return resp.StatusCode
}

func asksForBody(u string) int {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil || resp.StatusCode != http.StatusOK || resp.Body == nil {
		return 0
	}
	return resp.StatusCode
}
