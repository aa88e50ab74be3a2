// Silent: whether a path exists on which the body stays open can't be told without knowing how conditions hang together.

package clean

import "net/http"

func conditional(u string, ask bool) int {
	var resp *http.Response
	if ask {
		resp, _ = http.Get(u)
	}
	if resp == nil {
		return 0
	}
	defer resp.Body.Close()
	return resp.StatusCode
}

func sameCondition(u string, ask bool) (status int) {
	var resp *http.Response
	var err error
	if ask {
		resp, err = http.Get(u)
		if err != nil {
			return 0
		}
		status = resp.StatusCode
	}
	if ask {
		resp.Body.Close()
	}
	return status
}

func byNamedError(u string) (resp *http.Response, err error) {
	resp, err = http.Get(u)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			resp.Body.Close()
		}
	}()
	if resp.StatusCode != http.StatusOK {
		err = http.ErrNotSupported
		return nil, err
	}
	return resp, nil
}
