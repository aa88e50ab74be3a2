package refused

import (
	"io"
	"os"
)

// The guard also returns when there is a file: a close behind it would miss that one.
func unless(path string, skip bool) ([]byte, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil || skip {
		return nil, err
	}
	return io.ReadAll(f)
}

// The error is not checked, and closing a nil root panics.
func unchecked(dir, name string) bool {
	root, _ := os.OpenRoot(dir) // want "os.OpenRoot"
	_, err := root.Stat(name)
	return err == nil
}

// The error branch goes on, with a root that is nil.
func fallsThrough(dir, name string) bool {
	root, err := os.OpenRoot(dir) // want "os.OpenRoot"
	if err != nil {
		println(err.Error())
	}
	_, err = root.Stat(name)
	return err == nil
}
