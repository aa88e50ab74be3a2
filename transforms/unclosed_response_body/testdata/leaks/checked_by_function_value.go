package checked

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// A function that is given the response beside its error gives both back, or closes the body and fails.

type wrapper func(time.Duration, *http.Response, error) (time.Duration, *http.Response, error)

type unexpected struct{ code int }

func (u *unexpected) Error() string { return fmt.Sprint(u.code) }

func requireIn(codes ...int) wrapper {
	return func(d time.Duration, resp *http.Response, err error) (time.Duration, *http.Response, error) {
		if err != nil {
			return d, nil, err
		}
		if slices.Contains(codes, resp.StatusCode) {
			return d, resp, nil
		}
		defer resp.Body.Close()
		return d, nil, &unexpected{resp.StatusCode}
	}
}

func requireOK(d time.Duration, resp *http.Response, err error) (time.Duration, *http.Response, error) {
	check := requireIn(http.StatusOK)
	return check(d, resp, err)
}

func timed(url string) (time.Duration, *http.Response, error) {
	start := time.Now()
	resp, err := http.Get(url)
	return time.Since(start), resp, err
}

func byName(url string) (string, error) {
	_, resp, err := requireOK(timed(url)) // want "timed"
	if err != nil {
		return "", err
	}
	return resp.Header.Get("ETag"), nil
}

func byVariable(url string) (string, error) {
	check := requireIn(http.StatusOK, http.StatusNoContent)
	_, resp, err := check(timed(url)) // want "timed"
	if err != nil {
		return "", err
	}
	return resp.Status, nil
}

func byLiteral(url string) (string, error) {
	ok := func(resp *http.Response) error {
		if resp.StatusCode != http.StatusOK {
			return errors.New(resp.Status)
		}
		return nil
	}
	resp, err := http.Get(url) // want "http.Get"
	if err != nil {
		return "", err
	}
	if err := ok(resp); err != nil {
		return "", err
	}
	return resp.Status, nil
}

// A helper that is told of the error, and does nothing about it.

func told(url string) string {
	resp, err := http.Get(url) // want "http.Get"
	note(resp, err)
	if err != nil {
		return ""
	}
	return resp.Status
}

func note(resp *http.Response, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(resp.Status)
}
