package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

// The loop ends, and main goes on with all of them open.
func main() {
	for _, name := range os.Args[1:] {
		f, err := os.Open(name)
		if err != nil {
			log.Fatal(err)
		}
		defer f.Close() // want "defers another release"
		info, err := f.Stat()
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(info.Size())
	}
	err := http.ListenAndServe(":8080", nil)
	log.Print(err)
}
