// Silent: the caller gets the cancel function.

package clean

import (
	"context"
	"io"
	"time"
)

type job struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func direct(parent context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(parent, time.Second)
}

func bound(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	return ctx, cancel
}

func named(parent context.Context) (ctx context.Context, cancel context.CancelFunc) {
	ctx, cancel = context.WithTimeout(parent, time.Second)
	return
}

func literal(parent context.Context) job {
	ctx, cancel := context.WithCancel(parent)
	return job{ctx: ctx, cancel: cancel}
}

func positional(parent context.Context) *job {
	ctx, cancel := context.WithCancel(parent)
	j := &job{ctx, cancel}
	return j
}

func closure(parent context.Context, c io.Closer) (context.Context, func() error) {
	ctx, cancel := context.WithCancel(parent)
	return ctx, func() error {
		cancel()
		return c.Close()
	}
}
