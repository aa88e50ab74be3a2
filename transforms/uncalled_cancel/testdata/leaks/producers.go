package producers

import (
	"context"
	"io"
	"log"
	"os/exec"
	"strings"
	"time"
)

// The function takes what the goroutine makes; when it has ended, nobody does.

func found(parent context.Context, sources []func(context.Context, chan<- string)) []string {
	ctx, _ := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	names := make(chan string)
	for _, source := range sources {
		go source(ctx, names)
	}
	var all []string
	for {
		select {
		case name := <-names:
			all = append(all, name)
			if len(all) > 9 {
				return all
			}
		case <-time.After(time.Minute):
			return all
		}
	}
}

func gathered(parent context.Context, events <-chan string, act func() int) int {
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	var seen []string
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case event := <-events:
				seen = append(seen, event)
			}
		}
	}()
	return act() + len(seen)
}

// Every way waits for the goroutine's last word, or for the end of the context.
func bounded(parent context.Context, run func() int) (int, error) {
	ctx, _ := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	result := make(chan int, 1)
	go func() {
		n := run()
		select {
		case result <- n:
		case <-ctx.Done():
		}
	}()
	select {
	case n := <-result:
		return n, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// When the command has ended, its pipe is closed.
func piped(script string) ([]byte, error) {
	ctx, _ := context.WithTimeout(context.Background(), time.Minute) // want "context.WithTimeout"
	cmd := exec.CommandContext(ctx, "sh")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	go func() {
		defer stdin.Close()
		io.Copy(stdin, strings.NewReader(script))
	}()
	return cmd.CombinedOutput()
}

// The warning is about the function's own work.
func warned(parent context.Context) error {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	go func() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(10 * time.Second):
			log.Print("this takes a while")
		}
	}()
	return exec.CommandContext(ctx, "true").Run()
}
