package examples

import (
	"fmt"
	"os"
)

// Compiled, and never run: hygiene.
func ExampleOpen() {
	f, err := os.Open("a") // want "os.Open"
	if err != nil {
		fmt.Println(err)
		return
	}
	// The name is known.
	fmt.Println(f.Name())
}

// Run, for it says what it prints.
func ExampleOpen_missing() {
	f, err := os.Open("b") // want "os.Open"
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Name())
	// Output: open b: no such file or directory
}

// So is this one.
func Example() {
	f, err := os.Open("c") // want "os.Open"
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Name())

	// Unordered output:
	// c
}

type shelf struct{}

// A method is no example: others may call it.
func (shelf) ExampleBook() {
	f, err := os.Open("d") // want "os.Open"
	if err != nil {
		return
	}
	fmt.Println(f.Name())
}
