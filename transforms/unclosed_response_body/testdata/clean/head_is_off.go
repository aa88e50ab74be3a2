//caulk-test: level=leak

// Silent: the answer to HEAD is hygiene, and only leaks are asked for.

package clean

import "net/http"

func exists(u string) bool {
	resp, err := http.Head(u)
	if err != nil {
		return false
	}
	return resp.StatusCode == http.StatusOK
}
