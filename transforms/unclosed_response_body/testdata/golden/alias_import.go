package alias

import (
	nethttp "net/http"
)

// ready names net/http otherwise.
func ready(http string) (err error) {
	resp, err := nethttp.Get(http) // want "nethttp.Get"
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return nil
}
