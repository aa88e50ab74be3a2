// Package command is one of the commands of a program.
package command

import (
	"fmt"
	"log"
	"os"
)

// It runs once, at the end of the program's own main: a note.
func main() {
	f, err := os.Open(os.Args[1]) // want "os.Open"
	if err != nil {
		log.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(info.Size())
}

// It is called with something: a leak.
func size(name string) int64 {
	f, err := os.Open(name) // want "os.Open"
	if err != nil {
		log.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}
