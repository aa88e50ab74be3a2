package tests

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

func checkServer(t *testing.T, h http.Handler) {
	srv := httptest.NewServer(h)
	defer srv.Close()
	resp, err := http.Get(srv.URL) // want "http.Get"
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("status %d", resp.StatusCode)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if string(body) != "ok" {
		t.Errorf("got %q", body)
	}
}

// checkClosed panics where another would fail.
func checkClosed(t *testing.T, u string) {
	t.Helper()
	resp, err := http.DefaultClient.Get(u) // want "http.DefaultClient.Get"
	if err != nil {
		panic(err)
	}
	defer resp.Body.Close()
	if resp.Close {
		t.Skip("closed")
	}
}
