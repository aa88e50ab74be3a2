package main

import (
	"fmt"
	"os"
)

func main() {
	run()
}

// run is called once, but what it makes stays on the disk when the program has ended.
func run() {
	dir, err := os.MkdirTemp("", "run") // want "never removed"
	if err != nil {
		return
	}
	fmt.Println(len(dir))
}
