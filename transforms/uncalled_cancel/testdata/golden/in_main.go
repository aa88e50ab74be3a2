package main

import (
	"context"
	"fmt"
	"os/exec"
	"time"
)

// Held until the program ends: a note.
func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // want "context.WithTimeout"
	defer cancel()
	out, err := exec.CommandContext(ctx, "date").Output()
	fmt.Println(string(out), err)
}
