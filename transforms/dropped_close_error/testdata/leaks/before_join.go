package leaks

import "os"

//caulk-test: file-close-errors=join go=1.19

// There is no errors.Join yet.
func save(path string, data []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close() // want "what `os.Create` opens is told by its close"
	_, err = f.Write(data)
	return err
}
