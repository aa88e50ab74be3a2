package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// watch sends a result for each target in every round until the context ends.
func watch(ctx context.Context, p *prober, targets []string, every time.Duration, results chan<- result) {
	ticker := time.NewTicker(every)
	for {
		select {
		case <-ctx.Done():
			close(results)
			return
		case <-ticker.C:
			for _, target := range targets {
				results <- p.probe(ctx, target)
			}
		}
	}
}

// report writes results down until they end, or none has come for an hour.
func report(w io.Writer, results <-chan result) error {
	for {
		select {
		case r, ok := <-results:
			if !ok {
				return nil
			}
			fmt.Fprintln(w, time.Now().Format(time.TimeOnly), r.target, r.status, r.err)
		case <-time.After(time.Hour):
			return errors.New("no result for an hour")
		}
	}
}

// progress writes a dot now and then until done is closed.
func progress(w io.Writer, done <-chan struct{}) {
	tick := time.Tick(200 * time.Millisecond)
	for {
		select {
		case <-tick:
			fmt.Fprint(w, ".")
		case <-done:
			fmt.Fprintln(w)
			return
		}
	}
}

// within waits for done to be closed, but no longer than limit.
func within(done <-chan struct{}, limit time.Duration) bool {
	timer := time.NewTimer(limit)
	select {
	case <-done:
		return true
	case <-timer.C:
		return false
	}
}
