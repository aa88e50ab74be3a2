package returned

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
)

// Only its error is asked for: Close does nothing where there is no file.
func touch(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	_, err := os.Create(path) // want "os.Create"
	return err
}

// It has a name.
func write(path string) (int, error) {
	f, err := os.Create(path) // want "os.Create"
	n, _ := f.WriteString("x")
	return n, err
}

// Whoever gets the error may tell by it.
func wrapped(path string) error {
	_, err := os.Open(path) // want "os.Open"
	return fmt.Errorf("open: %w", err)
}

// What looks at the error may have told where the file is.
func asked(path string, is func(error) bool) error {
	_, err := os.Open(path)
	if is(err) {
		return nil
	}
	return err
}

// A value whose release would panic where it is not there is none of this rule.
func ping(url string) error {
	_, err := http.Get(url)
	return err
}

// Close panics on a root that is not there.
func root(path string) error {
	_, err := os.OpenRoot(path) // want "os.OpenRoot"
	return err
}
