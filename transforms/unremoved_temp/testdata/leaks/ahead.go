package example

import (
	"errors"
	"os"

	"example.org/repo"
)

// The caller gets the directory in the end: until it is given away, it is the function's to remove.
func create(keys func() (string, error)) (string, error) {
	dir, err := os.MkdirTemp("", "repo") // want "os.MkdirTemp"
	if err != nil {
		return "", err
	}
	key, err := keys()
	if err != nil {
		return "", err
	}
	if key == "" {
		return "", errors.New("no key")
	}
	if err := repo.Init(dir, key); err != nil {
		return "", err
	}
	return dir, nil
}

// Whether anybody removes it behind the callee is not in sight: the exit ahead of that is the least of it.
func use(keys func() (string, error)) error {
	dir, err := os.MkdirTemp("", "repo") // want "os.MkdirTemp"
	if err != nil {
		return err
	}
	key, err := keys()
	if err != nil {
		return err
	}
	return repo.Init(dir, key)
}

// An exit that comes behind a callee on other paths is left alone.
func between(keys func() (string, error), early bool) (string, error) {
	dir, err := os.MkdirTemp("", "repo") // want "os.MkdirTemp"
	if err != nil {
		return "", err
	}
	if early {
		if err := repo.Init(dir, ""); err != nil {
			return "", err
		}
	} else {
		key, err := keys()
		if err != nil {
			return "", err
		}
		if err := repo.Init(dir, key); err != nil {
			return "", err
		}
	}
	return dir, nil
}
