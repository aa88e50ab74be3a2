package refused

import (
	"context"
	"os/exec"
	"time"
)

// Derived in a loop: a defer would keep each context until the function returns.
func each(parent context.Context, names []string) error {
	for _, name := range names {
		ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
		if err := exec.CommandContext(ctx, name).Run(); err != nil {
			return err
		}
	}
	return nil
}

// Each turn derives from the turn before.
func deeper(ctx context.Context, names []string) {
	for i := 0; i < len(names); i++ {
		ctx, _ = context.WithTimeout(ctx, time.Minute) // want "context.WithTimeout"
		exec.CommandContext(ctx, names[i]).Run()
	}
}

// Called on the turns that fail only.
func onError(parent context.Context, names []string) {
	for _, name := range names {
		ctx, cancel := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
		if err := exec.CommandContext(ctx, name).Run(); err != nil {
			cancel()
			continue
		}
		println(name)
	}
}
