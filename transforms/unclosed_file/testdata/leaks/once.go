package main

import (
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for _, path := range os.Args[2:] {
		fmt.Println(size(path))
	}
	defer ends()
	go starts()
	func() { literal() }()
	twice()
	twice()
	keep(valued)
	var p printer
	p.print()
}

// run is called by main alone, once.
func run(path string) error {
	f, err := os.Open(path) // want "leaves its file open"
	if err != nil {
		return err
	}
	fmt.Println(f.Name())
	for range 3 {
		again(path)
		g, err := os.Open(path) // want "leaves its file open"
		if err != nil {
			return err
		}
		fmt.Println(g.Name())
	}
	return step(path)
}

// step is called by run alone, once, and run by main.
func step(path string) error {
	f, err := os.Open(path) // want "leaves its file open"
	if err != nil {
		return err
	}
	fmt.Println(f.Name())
	each := func() {
		g, err := os.Open(path) // want "leaves its file open"
		if err == nil {
			fmt.Println(g.Name())
		}
	}
	each()
	each()
	return nil
}

func ends() {
	f, err := os.Open("ends") // want "leaves its file open"
	if err == nil {
		fmt.Println(f.Name())
	}
}

// again is called on each turn of a loop, in a function that runs once.
func again(path string) {
	f, err := os.Open(path) // want "leaves its file open"
	if err == nil {
		fmt.Println(f.Name())
	}
}

func size(path string) string {
	f, err := os.Open(path) // want "leaves its file open"
	if err != nil {
		return ""
	}
	return f.Name()
}

func starts() {
	f, err := os.Open("starts") // want "leaves its file open"
	if err == nil {
		fmt.Println(f.Name())
	}
}

func literal() {
	f, err := os.Open("literal") // want "leaves its file open"
	if err == nil {
		fmt.Println(f.Name())
	}
}

func twice() {
	f, err := os.Open("twice") // want "leaves its file open"
	if err == nil {
		fmt.Println(f.Name())
	}
}

// valued is a value, which may be called at any time.
func valued() {
	f, err := os.Open("valued") // want "leaves its file open"
	if err == nil {
		fmt.Println(f.Name())
	}
}

func keep(f func()) { kept = append(kept, f) }

var kept []func()

// recurses is called by itself.
func recurses(n int) {
	f, err := os.Open("recurses") // want "leaves its file open"
	if err == nil {
		fmt.Println(f.Name())
	}
	recurses(n - 1)
}

type printer struct{}

// print may be called through an interface.
func (printer) print() {
	f, err := os.Open("printer") // want "leaves its file open"
	if err == nil {
		fmt.Println(f.Name())
	}
}
