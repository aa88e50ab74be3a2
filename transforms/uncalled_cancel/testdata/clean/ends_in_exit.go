// Silent: where every path ends in os.Exit, the process takes everything with it, and a deferred call would never run.

package main

import (
	"context"
	"os"
	"os/exec"
	"time"
)

// main ends in os.Exit, which runs no deferred calls.
func main() {
	ctx, _ := context.WithTimeout(context.Background(), time.Minute)
	if err := exec.CommandContext(ctx, "date").Run(); err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}
