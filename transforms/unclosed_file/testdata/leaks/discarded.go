package discarded

import (
	"fmt"
	"os"
)

// touch needs the file only to be there; nothing has a name to close.
func touch(path string) error {
	_, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	return nil
}

// readable has an `f` already.
func readable(f string) bool {
	_, err := os.Open(f) // want "os.Open"
	if err != nil {
		return false
	}
	fmt.Println(f, "is readable")
	return true
}

// named has an error declared before: `:=` would make another one, so the name is declared ahead.
func named(path string) (err error) {
	_, err = os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600) // want "os.OpenFile"
	if err != nil {
		return err
	}
	return nil
}

// rooted drops a root.
func rooted(dir string) error {
	var err error
	_, err = os.OpenRoot(dir) // want "os.OpenRoot"
	if err != nil {
		return fmt.Errorf("not a root: %w", err)
	}
	return nil
}
