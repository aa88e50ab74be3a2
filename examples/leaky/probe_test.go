package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestProbe(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	p := &prober{client: srv.Client()}
	if r := p.probe(context.Background(), srv.URL); r.status != http.StatusNotFound {
		t.Errorf("got %d: %v", r.status, r.err)
	}
}
