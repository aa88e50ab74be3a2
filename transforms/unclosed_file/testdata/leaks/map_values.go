package fixture

import "os"

// What is asked of a map is not put into it.
func known(files map[*os.File]bool, path string) (bool, error) {
	f, err := os.Open(path) // want "leaves its file open"
	if err != nil {
		return false, err
	}
	return files[f], nil
}

// The name is a copy.
func named(names map[string]bool, path string) error {
	f, err := os.Open(path) // want "leaves its file open"
	if err != nil {
		return err
	}
	names[f.Name()] = true
	return nil
}
