package main

import (
	"log"
	"os"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

type reader struct{ f *os.File }

func newReader(name string) (*reader, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return &reader{f: f}, nil
}

func (r *reader) Close() error { return r.f.Close() }

type sandbox struct {
	dir string
	f   *os.File
}

func newSandbox(dir string) (*sandbox, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	return &sandbox{dir: dir, f: f}, nil
}

func (s *sandbox) Close() error {
	if err := s.f.Close(); err != nil {
		return err
	}
	return s.clean()
}

func (s *sandbox) clean() error { return os.RemoveAll(s.dir) }

// The file ends with the process: hygiene. What the sandbox has on disk stays: a leak.
func run(name string) error {
	r, err := newReader(name) // want "newReader"
	if err != nil {
		return err
	}
	if _, err := r.f.Stat(); err != nil {
		return err
	}
	s, err := newSandbox(name) // want "newSandbox"
	if err != nil {
		return err
	}
	_, err = s.f.Stat()
	return err
}
