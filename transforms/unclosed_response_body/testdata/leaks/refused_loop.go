package refused

import (
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

// Retried into one variable: the answers that are not good enough stay open, only the last is closed.
func retry(u string) ([]byte, error) {
	var (
		resp *http.Response
		err  error
	)
	for i := 0; i < 3; i++ {
		resp, err = http.Get(u) // want "http.Get"
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusOK {
			break
		}
		time.Sleep(time.Second)
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
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
