package late

import (
	"bufio"
	"os"
)

// The defer stands too late: the check above it returns without it.
func lateDefer(path string) (string, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return "", err
	}
	info, err := f.Stat()
	if err != nil {
		return "", err
	}

	defer f.Close()
	return info.Name(), nil
}

// Another deferred call stands between, which runs before the close where it is, and would run before it further up.
func behindOther(path string) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if err := f.Chmod(0o600); err != nil {
		return err
	}
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	defer f.Close()
	_, err = w.ReadFrom(f)
	return err
}

// The late one closes whichever the variable holds by then.
func either(path, other string) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	if other != "" {
		f, err = os.Open(other)
		if err != nil {
			return err
		}
	}
	defer f.Close()
	_, err = bufio.NewReader(f).WriteTo(os.Stdout)
	return err
}
