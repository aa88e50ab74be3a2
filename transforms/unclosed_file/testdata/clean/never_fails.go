// What the standard library never fails at is not failed at by who calls it.
package neverfails

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
)

func token() (string, error) {
	bytes := make([]byte, 32)
	if _, err := rand.Read(bytes); err != nil {
		return "", fmt.Errorf("token: %w", err)
	}
	return hex.EncodeToString(bytes), nil
}

type named struct {
	file *os.File
	name string
}

func create(path string) (*named, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	name, err := token()
	if err != nil {
		return nil, err
	}
	return &named{file: f, name: name}, nil
}

func titled(path string, b *strings.Builder) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	_, err = b.WriteString(f.Name())
	if err != nil {
		return nil, err
	}
	return f, nil
}
