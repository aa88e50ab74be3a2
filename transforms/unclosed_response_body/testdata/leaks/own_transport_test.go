package transport

import (
	"net/http"
	"testing"
)

type echo struct{}

func (echo) RoundTrip(req *http.Request) (*http.Response, error) {
	resp := http.Response{}
	resp.Header = req.Header
	return &resp, nil
}

// What answers is of the test's own making.

func TestOwn(t *testing.T) {
	client := &http.Client{Transport: echo{}}
	resp, err := client.Get("http://localhost") // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func TestGiven(t *testing.T) {
	client := &http.Client{}
	client.Transport = &echo{}
	resp, err := client.Get("http://localhost") // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}

func TestStandard(t *testing.T) {
	client := &http.Client{Transport: &http.Transport{}}
	resp, err := client.Get("http://localhost") // want "leaves its response body open"
	if err != nil {
		t.Fatal(err)
	}
	t.Log(resp.StatusCode)
}
