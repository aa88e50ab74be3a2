package refused

import (
	"log"
	"net/http"
)

// The guard also returns when there is a response, and nothing closes it anywhere.
func oneGuard(u string) (http.Header, bool) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil || resp.StatusCode != http.StatusOK {
		return nil, false
	}
	return resp.Header, true
}

// The error is ignored: the response may be nil.
func unchecked(u string) int {
	resp, _ := http.Get(u) // want "http.Get"
	return resp.StatusCode
}

// The error branch goes on, with a response that is nil.
func fallsThrough(u string) int {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		log.Print(err)
	}
	return resp.StatusCode
}

// The error is returned unchecked.
func passesOn(u string) error {
	_, err := http.Get(u) // want "http.Get"
	return err
}

// The return asks for both at once.
func atOnce(u string) bool {
	resp, err := http.Get(u) // want "http.Get"
	return err == nil && resp.StatusCode == http.StatusOK
}

// The return reads the body of a response that may be nil.
func reads(u string, more bool) (int, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		log.Print(err)
	}
	if more {
		return resp.Body.Read(make([]byte, 8))
	}
	return 0, err
}
