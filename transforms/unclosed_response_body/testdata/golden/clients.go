package clients

import (
	"net/http"
	"time"
)

var shared http.Client

type api struct {
	client *http.Client
	plain  http.Client
	base   string
}

type embedding struct {
	*http.Client
}

func newClient() *http.Client {
	return &http.Client{Timeout: time.Second}
}

// The client may come from anywhere; its type is what counts.

func standard(req *http.Request) (int, error) {
	resp, err := http.DefaultClient.Do(req) // want "http.DefaultClient.Do"
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func literal(u string) (int, error) {
	resp, err := (&http.Client{Timeout: time.Second}).Get(u) // want "Get"
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func value(req *http.Request) (int, error) {
	client := http.Client{}
	resp, err := client.Do(req) // want "client.Do"
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func packageLevel(u string) (int, error) {
	resp, err := shared.Get(u) // want "shared.Get"
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func (a *api) field(path string) (int, error) {
	resp, err := a.client.Get(a.base + path) // want "a.client.Get"
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func (a *api) plainField(path string) (int, error) {
	resp, err := a.plain.Get(a.base + path) // want "a.plain.Get"
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func (e embedding) promoted(u string) (int, error) {
	resp, err := e.Get(u) // want "e.Get"
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func fromCall(u string) (int, error) {
	resp, err := newClient().Get(u) // want "newClient().Get"
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}
