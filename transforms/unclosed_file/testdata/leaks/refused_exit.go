package main

import (
	"io"
	"log"
	"os"
	"testing"
)

// main ends in os.Exit, which runs no deferred calls.
func main() {
	f, err := os.Open(os.Args[1]) // want "os.Open"
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
	f, err := os.Create("test.log") // want "os.Create"
	if err != nil {
		log.Fatal(err)
	}
	f.WriteString("start\n")
	os.Exit(m.Run())
}
