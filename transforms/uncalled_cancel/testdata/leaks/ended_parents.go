// Of the standard library's contexts `go vet` asks for the call, though the parent ends.
package parents

import (
	"context"
	"time"
)

func deferred(ctx context.Context, in <-chan int) int {
	parent, cancel := context.WithCancel(ctx)
	defer cancel()
	child, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	select {
	case v := <-in:
		return v
	case <-child.Done():
		return 0
	}
}

func derived(ctx context.Context, in <-chan int) int {
	parent, cancel := context.WithCancel(ctx)
	defer cancel()
	named := context.WithValue(parent, "name", "value")
	child, _ := context.WithTimeout(named, time.Minute) // want "context.WithTimeout"
	select {
	case v := <-in:
		return v
	case <-child.Done():
		return 0
	}
}

func each(ctx context.Context, in <-chan int) int {
	parent, cancel := context.WithCancel(ctx)
	child, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	select {
	case v := <-in:
		cancel()
		return v
	case <-child.Done():
		cancel()
		return 0
	}
}
