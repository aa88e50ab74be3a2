package leaks

import "os"

//caulk-test: file-close-errors=join

// The close that is added tells its error.
func save(path string, data []byte) error {
	f, err := os.Create(path) // want "leaves its file open"
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return err
}
