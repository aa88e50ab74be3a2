// Silent: each turn calls its cancel, or defers it, which is late but not never.

package clean

import (
	"context"
	"os/exec"
	"time"
)

func explicit(parent context.Context, names []string) error {
	for _, name := range names {
		ctx, cancel := context.WithTimeout(parent, time.Minute)
		err := exec.CommandContext(ctx, name).Run()
		cancel()
		if err != nil {
			return err
		}
	}
	return nil
}

func deferred(parent context.Context, names []string) error {
	for _, name := range names {
		ctx, cancel := context.WithTimeout(parent, time.Minute)
		defer cancel()
		if err := exec.CommandContext(ctx, name).Run(); err != nil {
			return err
		}
	}
	return nil
}

func inLiteral(parent context.Context, names []string) {
	for _, name := range names {
		func() {
			ctx, cancel := context.WithTimeout(parent, time.Minute)
			defer cancel()
			exec.CommandContext(ctx, name).Run()
		}()
	}
}
