// Silent: somebody else has the cancel function and may call it.

package clean

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"testing"
	"time"
)

type registry interface {
	OnStop(func())
}

func toTest(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	return ctx
}

func toParent(parent context.Context) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	context.AfterFunc(parent, cancel)
	return ctx
}

func toTimer(parent context.Context) context.Context {
	ctx, cancel := context.WithCancel(parent)
	time.AfterFunc(time.Second, cancel)
	return ctx
}

func toInterface(parent context.Context, r registry) context.Context {
	ctx, cancel := context.WithCancel(parent)
	r.OnStop(cancel)
	return ctx
}

func toValue(parent context.Context, keep func(context.CancelFunc)) context.Context {
	ctx, cancel := context.WithCancel(parent)
	keep(cancel)
	return ctx
}

func toGoroutine(parent context.Context) context.Context {
	ctx, cancel := context.WithCancel(parent)
	go onSignal(cancel)
	return ctx
}

func onSignal(cancel context.CancelFunc) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	<-c
	cancel()
}

func toOnce(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(parent)
	return ctx, sync.OnceFunc(cancel)
}
