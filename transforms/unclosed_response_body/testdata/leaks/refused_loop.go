package refused

import (
	"io"
	"net/http"
	"time"
)

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
