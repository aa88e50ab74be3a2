// What is called by a variable may close the body, or keep it.
package passed

import (
	"io"
	"net/http"
)

func closes(url string) error {
	drop := func(resp *http.Response) { resp.Body.Close() }
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	drop(resp)
	return nil
}

func keeps(url string) ([]*http.Response, error) {
	var all []*http.Response
	add := func(resp *http.Response) { all = append(all, resp) }
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	add(resp)
	return all, nil
}

func oneOfTwo(url string, quiet bool) error {
	drop := func(resp *http.Response) {}
	if !quiet {
		drop = func(resp *http.Response) { resp.Body.Close() }
	}
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	drop(resp)
	return nil
}

func given(url string, drop func(*http.Response)) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	drop(resp)
	return nil
}

func closer(quiet bool) func(io.Closer) {
	if quiet {
		return func(c io.Closer) { c.Close() }
	}
	return func(c io.Closer) {
		if err := c.Close(); err != nil {
			panic(err)
		}
	}
}

func returned(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	drop := closer(true)
	drop(resp.Body)
	return nil
}

func closedWhereItIs(url string) error {
	resp, err := http.Get(url)
	finish(resp, err)
	return err
}

func finish(resp *http.Response, err error) {
	if err != nil {
		return
	}
	resp.Body.Close()
}
