package paths

import (
	"os"
	"path/filepath"
)

// unpack gives it away on success.
func unpack(name string, content []byte) (string, error) {
	dir, err := os.MkdirTemp("", "unpack") // want "`os.MkdirTemp`"
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
		return "", err
	}
	return dir, nil
}

// several makes one for each.
func several(contents [][]byte) error {
	for _, content := range contents {
		dir, err := os.MkdirTemp("", "several") // want "`os.MkdirTemp`"
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, "a"), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}
