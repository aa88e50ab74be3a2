package closures

import (
	"io"
	"net/http"
)

// A goroutine that asks also closes; so does any other function literal.

func statuses(urls []string) []int {
	results := make(chan int, len(urls))
	for _, u := range urls {
		go func() {
			resp, err := http.Get(u) // want "http.Get"
			if err != nil {
				results <- 0
				return
			}
			results <- resp.StatusCode
		}()
	}
	var all []int
	for range urls {
		all = append(all, <-results)
	}
	return all
}

func proxy(c *http.Client, base string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		resp, err := c.Get(base + r.URL.Path) // want "c.Get"
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		if resp.StatusCode >= 500 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		io.Copy(w, resp.Body)
	})
}
