package fixture

import (
	"io"
	"log"
	"os"
)

// It is closed where the function fails, and nobody has it where it does not.
func size(path string) (n int64, err error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if n, err = io.Copy(io.Discard, f); err != nil {
		return 0, err
	}
	return n, nil
}

// What is deferred does more.
func logged(path string) (err error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			log.Print(err)
			_ = f.Close()
		}
	}()
	if _, err = io.Copy(os.Stdout, f); err != nil {
		return err
	}
	return nil
}

// On another condition as well.
func kept(path string, keep bool) (err error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	defer func() {
		if err != nil && !keep {
			_ = f.Close()
		}
	}()
	if _, err = io.Copy(os.Stdout, f); err != nil {
		return err
	}
	return nil
}
