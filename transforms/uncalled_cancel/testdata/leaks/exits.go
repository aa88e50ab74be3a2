package exits

import (
	"context"
	"errors"
	"os/exec"
	"time"
)

type job struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// Called at the end, but not on the early return.
func atTheEnd(parent context.Context, name string) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	if err := exec.CommandContext(ctx, name).Run(); err != nil {
		return err
	}
	cancel()
	return nil
}

// Called on the error's path only.
func onError(parent context.Context, name string) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	if err := exec.CommandContext(ctx, name).Run(); err != nil {
		cancel()
		return err
	}
	return nil
}

// The caller gets it on success; on failure nobody has it.
func newJob(parent context.Context, name string) (*job, error) {
	ctx, cancel := context.WithCancel(parent) // want "context.WithCancel"
	if name == "" {
		return nil, errors.New("no name")
	}
	return &job{ctx: ctx, cancel: cancel}, nil
}

// The defer comes after a return.
func lateDefer(parent context.Context, name string) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	path, err := exec.LookPath(name)
	if err != nil {
		return err
	}
	defer cancel()
	return exec.CommandContext(ctx, path).Run()
}
