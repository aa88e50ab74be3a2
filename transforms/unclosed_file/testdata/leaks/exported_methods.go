package main

import (
	"fmt"
	"log"
	"os"
)

// Whether the process ends where a method fails is told by its callers, where all of them are in sight.

type filter struct {
	path string
}

type store struct{}

// No interface of others asks for a method that takes a type of this package.
func (s *store) Explore(f filter) (int64, error) {
	file, err := os.Open(f.path) // want "os.Open"
	if err != nil {
		return 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), file.Close()
}

// Its caller goes on.
func (s *store) Load(f filter) error {
	file, err := os.Open(f.path) // want "os.Open"
	if err != nil {
		return err
	}
	if _, err := file.Stat(); err != nil {
		return err
	}
	return file.Close()
}

// Whoever has it as an `io.Writer` may call it again.
func (s *store) Write(p []byte) (int, error) {
	file, err := os.Open("store") // want "os.Open"
	if err != nil {
		return 0, err
	}
	if _, err := file.Stat(); err != nil {
		return 0, err
	}
	return len(p), file.Close()
}

func main() {
	s := &store{}
	if _, err := s.Explore(filter{"a"}); err != nil {
		log.Fatal(err)
	}
	for _, path := range os.Args {
		if err := s.Load(filter{path}); err != nil {
			fmt.Println(err)
		}
	}
	if _, err := s.Write(nil); err != nil {
		log.Fatal(err)
	}
}
