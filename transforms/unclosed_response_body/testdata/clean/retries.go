package fixture

import (
	"io"
	"net/http"
)

// What the try before has left open is closed ahead of the next.
func untilWell(u string) ([]byte, error) {
	var resp *http.Response
	var err error
	for i := 0; i < 3; i++ {
		if resp != nil {
			resp.Body.Close()
		}
		resp, err = http.Get(u)
		if err == nil && resp.StatusCode == http.StatusOK {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// Or ahead of each exit, where there is one.
func isUp(u string) bool {
	resp, err := http.Get(u)
	if err == nil && resp.StatusCode == http.StatusOK {
		resp.Body.Close()
		return true
	}
	if resp != nil {
		resp.Body.Close()
	}
	return false
}
