package refused

import "os"

// The statement drops the error as well: what should happen without a file is not said.
func touch(path string) {
	os.Create(path) // want "os.Create"
}

// The name would end with the if statement, before the file could be closed.
func header(path string) error {
	if _, err := os.Create(path); err != nil { // want "os.Create"
		return err
	}
	return os.Chmod(path, 0o600)
}

// Both results are dropped on purpose.
func bothDropped(path string) error {
	_, _ = os.Open(path) // want "os.Open"
	return nil
}

// A go statement drops the file.
func started(path string) {
	go os.Create(path) // want "os.Create"
}

// A longer name than the blank one would shift the columns of the group.
func grouped(path string) error {
	var (
		number = 1
		_, err = os.Open(path) // want "os.Open"
	)
	_ = number
	return err
}
