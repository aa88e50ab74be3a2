// The project has told its linter of the same leak.
package nolint

import "net/http"

func onLine(url string) error {
	resp, err := http.Get(url) //nolint:bodyclose // why
	if err != nil {
		return err
	}
	println(resp.Status)
	return nil
}

//nolint:bodyclose // why
func above(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	println(resp.Status)
	return nil
}
