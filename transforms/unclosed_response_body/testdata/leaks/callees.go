package leaks

import (
	"fmt"
	"io"
	"net/http"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Nothing keeps it behind the call: there is no variable to release it by.
func passedThrough(u string) int {
	return must(http.Get(u)).StatusCode // want "http.Get"
}

func mustHave(u string) int {
	resp := must(http.Get(u)) // want "http.Get"
	fmt.Println(resp.Status)
	return resp.StatusCode
}

// requireOK releases what it does not give back.
func requireOK(resp *http.Response, err error) (*http.Response, error) {
	if err != nil {
		if resp != nil {
			resp.Body.Close()
		}
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, fmt.Errorf("status %d", resp.StatusCode)
	}
	return resp, nil
}

func required(u string) (int64, error) {
	resp, err := requireOK(http.Get(u)) // want "http.Get"
	if err != nil {
		return 0, err
	}
	return io.Copy(io.Discard, resp.Body)
}

// checkStatus releases it where it fails, and only there: the defer stands behind it.
func checkStatus(resp *http.Response) error {
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	return nil
}

func checkedLater(u string) (string, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return "", err
	}
	if err := checkStatus(resp); err != nil {
		return "", err
	}
	return resp.Status, nil
}

func readAll(r io.Reader) (int, error) {
	data, err := io.ReadAll(r)
	return len(data), err
}

func size(u string) (int, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return 0, err
	}
	return readAll(resp.Body)
}

// Two functions that call each other.
func even(n int, resp *http.Response) bool {
	if n == 0 {
		return resp.StatusCode%2 == 0
	}
	return odd(n-1, resp)
}

func odd(n int, resp *http.Response) bool { return even(n-1, resp) }

func recursive(u string) bool {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return false
	}
	return even(3, resp)
}
