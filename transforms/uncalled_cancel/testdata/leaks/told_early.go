package example

import "context"

// began returns when the goroutine has told that it runs, which it goes on to do under the context.
func began(parent context.Context, run func(context.Context)) {
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	ready := make(chan struct{})
	go func() {
		close(ready)
		run(ctx)
	}()
	<-ready
}

// ended returns when the goroutine has ended.
func ended(parent context.Context, run func(context.Context)) {
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	done := make(chan struct{})
	go func() {
		run(ctx)
		close(done)
	}()
	<-done
}
