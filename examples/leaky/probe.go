package main

import (
	"context"
	"net/http"
	"time"
)

type prober struct {
	client *http.Client
}

type result struct {
	target string
	status int
	err    error
}

// ask returns the status with which a target answers.
func (p *prober) ask(req *http.Request) (int, error) {
	resp, err := p.client.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

// probe asks one target and gives it ten seconds.
func (p *prober) probe(parent context.Context, target string) result {
	ctx, _ := context.WithTimeout(parent, 10*time.Second)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return result{target: target, err: err}
	}
	status, err := p.ask(req)
	return result{target, status, err}
}

// awaitFirst returns once a target answers.
func (p *prober) awaitFirst(ctx context.Context, targets []string) {
	for {
		for _, target := range targets {
			if r := p.probe(ctx, target); r.err == nil {
				return
			}
		}
		time.Sleep(time.Second)
	}
}
