package starts

import (
	"context"
	"io"
	"os/exec"
	"time"
)

// What is started goes on when the function has returned: it only waited until that was ready.

func ready(parent context.Context, run func(context.Context, chan<- struct{})) error {
	ctx, _ := context.WithTimeout(parent, time.Hour) // want "context.WithTimeout"
	up := make(chan struct{})
	go run(ctx, up)
	select {
	case <-up:
		return nil
	case <-time.After(time.Second):
		return io.ErrNoProgress
	}
}

func readyOrDone(parent context.Context, serve func(context.Context)) error {
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	up := make(chan struct{})
	go func() {
		close(up)
		serve(ctx)
	}()
	select {
	case <-up:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func allUp(parent context.Context, workers []func(context.Context, chan<- error)) error {
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	up := make(chan error)
	for _, work := range workers {
		go work(ctx, up)
	}
	for range workers {
		if err := <-up; err != nil {
			return err
		}
	}
	return nil
}

type server struct{ n int }

func (s *server) serve(ctx context.Context) { <-ctx.Done() }
func (s *server) isUp() bool                { return s.n > 0 }
func (s *server) add(n int)                 { s.n += n }

func polled(parent context.Context) {
	s := &server{}
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	go s.serve(ctx)
	for !s.isUp() {
		time.Sleep(time.Millisecond)
	}
}

// What was given last may still be at work.

func filled(parent context.Context, ns []int) {
	s := &server{}
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	go s.serve(ctx)
	for _, n := range ns {
		s.add(n)
	}
}

func fed(parent context.Context, names []string, use func(context.Context, <-chan string)) {
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	in := make(chan string)
	go use(ctx, in)
	for _, name := range names {
		in <- name
	}
}

// Others have the channel, too.
func shared(parent context.Context, list func(context.Context, chan string), keep func(chan string)) {
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	names := make(chan string)
	keep(names)
	go list(ctx, names)
	for range 9 {
		if name := <-names; name == "" {
			return
		}
	}
}

// Nobody waits for the command.
func piped(parent context.Context, r io.Reader) error {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	cmd := exec.CommandContext(ctx, "cat")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	go io.Copy(stdin, r)
	return cmd.Start()
}

// The callback is for what another goroutine does.
func watched(parent context.Context, work, warn func()) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	go func() {
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
			warn()
		}
	}()
	go work()
}
