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

// named has an error of the function's own block: `:=` gives that a value, and declares the name alone.
func named(path string) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600) // want "os.OpenFile"
	if err != nil {
		return err
	}
	defer f.Close()
	return nil
}

// rooted drops a root.
func rooted(dir string) error {
	var err error
	root, err := os.OpenRoot(dir) // want "os.OpenRoot"
	if err != nil {
		return fmt.Errorf("not a root: %w", err)
	}
	defer root.Close()
	return nil
}

// outer has an error declared further out: `:=` would make another one, so the name is declared ahead.
func outer(path string, create bool) (err error) {
	if create {
		var f *os.File
		f, err = os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600) // want "os.OpenFile"
		f.Close()
	}
	if err != nil {
		return err
	}
	return nil
}

// captured has the error of the function around.
func captured(path string) (err error) {
	create := func() {
		var f *os.File
		f, err = os.Create(path) // want "os.Create"
		defer f.Close()
	}
	create()
	return err
}

// clauses has an error of the clause.
func clauses(path string, kind int) error {
	switch kind {
	case 1:
		err := os.MkdirAll(path, 0o700)
		if err != nil {
			return err
		}
		f, err := os.Create(path + "/name") // want "os.Create"
		if err != nil {
			return err
		}
		defer f.Close()
	}
	return nil
}

// blank drops the error, too.
func blank(path string) {
	f, _ := os.Create(path) // want "os.Create"
	defer f.Close()
}
