package tests

import (
	"context"
	"testing"
	"time"
)

func checkReceive(t *testing.T, in <-chan string) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second) // want "context.WithTimeout"
	defer cancel()
	select {
	case got := <-in:
		if got != "ok" {
			t.Errorf("got %q", got)
		}
	case <-ctx.Done():
		t.Fatal("nothing came")
	}
}

func checkOwn(t *testing.T, in <-chan string) {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second) // want "context.WithTimeout"
	defer cancel()
	select {
	case <-in:
	case <-ctx.Done():
		t.FailNow()
	}
}
