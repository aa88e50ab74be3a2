package turns

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// Asked in a loop: a defer would keep each body until the function returns.
func all(urls []string) (n int64, err error) {
	for _, u := range urls {
		resp, err := http.Get(u) // want "http.Get"
		if err != nil {
			return n, err
		}
		size, err := io.Copy(io.Discard, resp.Body)
		if err != nil {
			return n, err
		}
		n += size
	}
	return n, nil
}

// Asked on every tick, for good.
func poll(u string, stop <-chan struct{}, status chan<- int) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			resp, err := http.Get(u) // want "http.Get"
			if err != nil {
				continue
			}
			status <- resp.StatusCode
		case <-stop:
			return
		}
	}
}

// Counts who answers, as many checks do.
func alive(urls []string) (n int) {
	for _, u := range urls {
		if _, err := http.Get(u); err == nil { // want "http.Get"
			n++
		}
	}
	return n
}

// The status stays when the body is closed; the first good answer ends the loop.
func first(urls []string) (body []byte, err error) {
	for _, u := range urls {
		resp, err := http.Get(u) // want "http.Get"
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != http.StatusOK {
			return nil, errors.New(resp.Status)
		}
		body, err = io.ReadAll(resp.Body)
		if err == nil {
			break
		}
	}
	return body, nil
}
