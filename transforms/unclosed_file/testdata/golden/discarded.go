package discarded

import (
	"fmt"
	"os"
)

// touch needs the file only to be there; nothing has a name to close.
func touch(path string) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	defer f.Close()
	return nil
}

// readable has an `f` already.
func readable(f string) bool {
	f2, err := os.Open(f) // want "os.Open"
	if err != nil {
		return false
	}
	defer f2.Close()
	fmt.Println(f, "is readable")
	return true
}

// named has an error declared before: `:=` would make another one, so the name is declared ahead.
func named(path string) (err error) {
	var f *os.File
	f, err = os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600) // want "os.OpenFile"
	if err != nil {
		return err
	}
	defer f.Close()
	return nil
}

// rooted drops a root.
func rooted(dir string) error {
	var err error
	var root *os.Root
	root, err = os.OpenRoot(dir) // want "os.OpenRoot"
	if err != nil {
		return fmt.Errorf("not a root: %w", err)
	}
	defer root.Close()
	return nil
}
