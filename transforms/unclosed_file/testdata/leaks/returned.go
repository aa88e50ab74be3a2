package returned

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// Other paths have closed it: what the return reads is read ahead of the close.
func elsewhere(path string) ([]byte, error) {
	f, err := os.Open(path) // want "open"
	if err != nil {
		return nil, err
	}
	if filepath.Ext(path) == ".gz" {
		f.Close()
		return nil, errors.New("not now")
	}
	return io.ReadAll(f)
}

// A turn of a loop.
func first(paths []string) ([]byte, error) {
	for _, path := range paths {
		f, err := os.Open(path) // want "open"
		if err != nil {
			return nil, err
		}
		if filepath.Ext(path) == ".txt" {
			return io.ReadAll(f)
		}
		f.Close()
	}
	return nil, nil
}

// One of several values, beside what stays as it is.
func decoded(path string, v any) (*os.File, error) {
	f, err := os.Open(path) // want "open"
	if err != nil {
		return nil, err
	}
	if v != nil {
		return nil, json.NewDecoder(f).Decode(v)
	}
	return f, nil
}

// The names are taken.
func named(path string, raw bool) (data []byte, err error) {
	result := filepath.Base(path)
	f, err := os.Open(path) // want "open"
	if err != nil {
		return nil, err
	}
	if raw {
		f.Close()
		return []byte(result), nil
	}
	return io.ReadAll(f)
}

// A deferred call looks at the error.
func watched(path string, v any) (err error) {
	defer func() {
		if err != nil {
			println(path)
		}
	}()
	f, err := os.Open(path) // want "open"
	if err != nil {
		return err
	}
	if v == nil {
		f.Close()
		return nil
	}
	return json.NewDecoder(f).Decode(v)
}

// More than one value reads it: the order would have to be kept.
func two(path string, v any) (int64, error) {
	f, err := os.Open(path) // want "open"
	if err != nil {
		return 0, err
	}
	if v == nil {
		f.Close()
		return 0, nil
	}
	return size(f), json.NewDecoder(f).Decode(v)
}

func size(f *os.File) int64 {
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}
