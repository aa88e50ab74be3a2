package refused

import (
	"context"
	"os/exec"
	"time"
)

// A goroutine goes on with the context after the function has returned.
func start(parent context.Context, in <-chan int, use func(int)) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	go func() {
		for {
			select {
			case v := <-in:
				use(v)
			case <-ctx.Done():
				return
			}
		}
	}()
}

// So does one that is given the context.
func begin(parent context.Context) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	go wait(ctx)
}

func wait(ctx context.Context) {
	<-ctx.Done()
}

// The function waits for it on one path only.
func sometimes(parent context.Context, in <-chan int, quick bool) int {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	done := make(chan int, 1)
	go func() {
		select {
		case v := <-in:
			done <- v
		case <-ctx.Done():
			done <- 0
		}
	}()
	if quick {
		return 0
	}
	return <-done
}

// The end of the context starts the callback: a deferred cancel would start it at once.
func callback(parent context.Context, act func()) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	context.AfterFunc(ctx, act)
}

// The command runs on, and cancelling kills it.
func spawn(parent context.Context) error {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	return exec.CommandContext(ctx, "sleep", "10").Start()
}
