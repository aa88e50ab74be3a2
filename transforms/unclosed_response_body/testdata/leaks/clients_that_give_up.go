package giveup

import (
	"context"
	"flag"
	"net/http"
	"strings"
	"time"
)

// When its client's timeout has passed, the transport drops the connection: little stays.

const patience = 5 * time.Second

var waiting = 2 * time.Second

var defaults = struct{ Wait time.Duration }{Wait: time.Minute}

var shared = &http.Client{Timeout: patience}

func local(url string) (int, error) {
	client := &http.Client{Timeout: 10 * time.Second}
	resp, err := client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func byVariables(url string) (int, error) {
	client := http.Client{Timeout: waiting}
	if strings.HasPrefix(url, "https") {
		client = http.Client{Timeout: defaults.Wait}
	}
	resp, err := client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func setLater(url string) (int, error) {
	client := new(http.Client)
	client.Timeout = patience
	resp, err := client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func ofPackage(url string) (int, error) {
	resp, err := shared.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func newClient() (*http.Client, error) {
	return &http.Client{Timeout: patience}, nil
}

func made(url string) (int, error) {
	client, err := newClient()
	if err != nil {
		return 0, err
	}
	resp, err := client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

type tester struct{ client *http.Client }

func newTester() *tester {
	return &tester{client: &http.Client{Timeout: patience}}
}

func (t *tester) get(url string) (int, error) {
	resp, err := t.client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func (t *tester) wait(wait time.Duration) {
	if wait > 0 {
		t.client.Timeout = wait
	}
}

type embedding struct{ *http.Client }

func newEmbedding() *embedding {
	return &embedding{&http.Client{Timeout: patience}}
}

func newNamedEmbedding() *named {
	return &named{Client: &http.Client{Timeout: patience}}
}

type named struct{ *http.Client }

func (n *named) get(url string) (int, error) {
	resp, err := n.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func ask(url string) (*http.Response, error) {
	client := &http.Client{Timeout: time.Second}
	return client.Get(url)
}

func asks(url string) (int, error) {
	resp, err := ask(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

// So does a context that ends by itself.

func inTurns(urls []string) error {
	for _, url := range urls {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			cancel()
			return err
		}
		resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
		if err != nil {
			cancel()
			return err
		}
		time.AfterFunc(time.Hour, cancel)
		println(resp.StatusCode)
	}
	return nil
}

func until(ctx context.Context, url string) error {
	ctx, cancel := context.WithDeadline(ctx, time.Now().Add(patience))
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		cancel()
		return err
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		cancel()
		return err
	}
	time.AfterFunc(time.Hour, cancel)
	println(resp.StatusCode)
	return nil
}

// These may wait for good.

var noPatience time.Duration

var byFlag = time.Second

func flags() { flag.DurationVar(&byFlag, "wait", byFlag, "") }

func unset(url string) (int, error) {
	client := &http.Client{}
	resp, err := client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func setToNone(url string) (int, error) {
	client := &http.Client{Timeout: 0}
	resp, err := client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func undone(url string) (int, error) {
	client := &http.Client{Timeout: patience}
	client.Timeout = noPatience
	resp, err := client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func givenTimeout(url string, timeout time.Duration) (int, error) {
	client := &http.Client{Timeout: timeout}
	resp, err := client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func setSometimes(url string, isFast bool) (int, error) {
	client := &http.Client{}
	if isFast {
		client.Timeout = patience
	}
	resp, err := client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func flagged(url string) (int, error) {
	client := &http.Client{Timeout: byFlag}
	resp, err := client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

var replaceable = &http.Client{Timeout: patience}

func replace(client *http.Client) { replaceable = client }

func replaced(url string) (int, error) {
	resp, err := replaceable.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

type options struct{ client *http.Client }

func newOptions() *options {
	return &options{client: &http.Client{Timeout: patience}}
}

func (o *options) with(client *http.Client) { o.client = client }

func (o *options) get(url string) (int, error) {
	resp, err := o.client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

type value struct{ client http.Client }

func newValue() *value { return &value{client: http.Client{Timeout: patience}} }

func newEmptyValue() *value { return &value{} }

func (v *value) get(url string) (int, error) {
	resp, err := v.client.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func (e *embedding) get(url string) (int, error) {
	resp, err := e.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func untilSomeTime(ctx context.Context, url string, timeout time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		cancel()
		return err
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		cancel()
		return err
	}
	time.AfterFunc(time.Hour, cancel)
	println(resp.StatusCode)
	return nil
}
