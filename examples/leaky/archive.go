package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"os/exec"
)

type runKey struct{}

// pack returns what was recorded, compressed.
func pack(records [][]byte) ([]byte, error) {
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	for _, record := range records {
		if _, err := zw.Write(record); err != nil {
			return nil, err
		}
	}
	return buf.Bytes(), nil
}

// convert feeds records to a program and waits for its end.
func convert(name string, records [][]byte) error {
	cmd := exec.Command(name)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	for _, record := range records {
		if _, err := stdin.Write(record); err != nil {
			return err
		}
	}
	stdin.Close()
	return cmd.Wait()
}

// each runs what comes, one after another.
func each(ctx context.Context, runs <-chan int, run func(context.Context)) {
	for id := range runs {
		ctx = context.WithValue(ctx, runKey{}, id)
		run(ctx)
	}
}
