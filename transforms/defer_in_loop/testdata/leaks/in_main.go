package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

// The program ends with the loop over what it was given: hygiene.
func main() {
	if len(os.Args) > 3 {
		print(os.Args[1:])
		follow(make(chan string))
	}
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
	fmt.Println("done")
}

// Not in main: what comes behind is not in sight.
func print(names []string) {
	for _, name := range names {
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
}

func follow(names chan string) {
	for name := range names {
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
	log.Fatal(http.ListenAndServe(":8080", nil))
}
