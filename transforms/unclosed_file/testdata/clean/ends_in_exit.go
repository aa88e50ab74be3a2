// Silent: where every path ends in os.Exit, the process takes everything with it, and a deferred call would never run.

package main

import (
	"io"
	"log"
	"os"
	"testing"
)

// main ends in os.Exit, which runs no deferred calls.
func main() {
	f, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	if n, err := io.Copy(os.Stdout, f); err != nil || n == 0 {
		os.Exit(1)
	}
	os.Exit(0)
}

// TestMain ends in os.Exit, too.
func TestMain(m *testing.M) {
	f, err := os.Create("test.log")
	if err != nil {
		log.Fatal(err)
	}
	f.WriteString("start\n")
	os.Exit(m.Run())
}
