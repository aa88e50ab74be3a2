package main

import (
	"io"
	"log"
	"os"
)

var words int64

// Open until the program ends: a note.
func main() {
	f, err := os.Open(os.Args[1]) // want "os.Open"
	if err != nil {
		log.Fatal(err)
	}
	if _, err := io.Copy(os.Stdout, f); err != nil {
		log.Print(err)
	}
}

func init() {
	f, err := os.Open("/usr/share/dict/words") // want "os.Open"
	if err != nil {
		return
	}
	words, _ = io.Copy(io.Discard, f)
}
