package fixture

import (
	"errors"
	"net"
	"os"
)

// Nobody keeps the file, nor looks at its error.
func touch(path string) {
	os.Create(path) // want "os.Create"
}

func touchAll(paths []string) {
	for _, path := range paths {
		os.OpenFile( // want "os.OpenFile"
			path,
			os.O_CREATE|os.O_WRONLY,
			0o600,
		)
	}
}

// Other code stands on the line.
func oneLine(path string) {
	func() { os.Create(path) }() // want "os.Create"
}

// The head of the if takes the error alone.
func mark(path string) error {
	// Others look for it.
	if _, err := os.Create(path); err != nil { // want "os.Create"
		return err
	}
	return nil
}

func marks(paths []string) bool {
	for _, path := range paths {
		if _, err := os.Create(path); err != nil { // want "os.Create"
			return false
		}
		println(path)
	}
	return true
}

// Code behind it means another error of that name.
func otherError(path string) (err error) {
	if _, err := os.Create(path); err != nil { // want "os.Create"
		return err
	}
	return err
}

func laterError(path string) error {
	err := errors.New("never")
	if path == "" {
		if _, err := os.Create(path); err != nil { // want "os.Create"
			return nil
		}
		println(err.Error())
	}
	return nil
}

// It goes on without a file.
func goesOn(path string) {
	if _, err := os.Create(path); err != nil { // want "os.Create"
		println(err.Error())
	}
	println(path)
}

// Another arm is taken where it succeeds.
func otherwise(path string) error {
	if _, err := os.Create(path); err != nil { // want "os.Create"
		return err
	} else {
		println(path)
	}
	return nil
}

func reserve() {
	net.Listen("tcp", ":0")
}
