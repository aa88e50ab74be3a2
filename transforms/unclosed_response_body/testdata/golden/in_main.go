package main

import (
	"io"
	"log"
	"net/http"
	"os"
)

// Open until the program ends: a note.
func main() {
	resp, err := http.Get(os.Args[1]) // want "http.Get"
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	io.Copy(os.Stdout, resp.Body)
}
