package main

import (
	"context"
	"os"
	"os/exec"
	"time"
)

// main ends in os.Exit, which runs no deferred calls.
func main() {
	ctx, _ := context.WithTimeout(context.Background(), time.Minute) // want "context.WithTimeout"
	if err := exec.CommandContext(ctx, "date").Run(); err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}
