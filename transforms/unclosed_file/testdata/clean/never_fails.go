// What the standard library never fails at is not failed at by who calls it.
package neverfails

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
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

// An address that is spelled out is one.
func addressed(path string) (*os.File, *url.URL, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	address, err := url.Parse("http://localhost/")
	if err != nil {
		return nil, nil, err
	}
	return f, address, nil
}

func requested(path string) (*os.File, *http.Request, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	req, err := http.NewRequest(http.MethodGet, "https://example.com/list", nil)
	if err != nil {
		return nil, nil, err
	}
	return f, req, nil
}
