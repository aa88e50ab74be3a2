// Silent: closed on every path, in the spellings people use.

package clean

import (
	"errors"
	"io"
	"log"
	"os"
)

func deferred(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func explicit(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(f)
	_ = f.Close()
	return data, err
}

func onEachPath(path string, data []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func joined(path string, data []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func checked(path string) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); cerr != nil && err == nil {
			err = cerr
		}
	}()
	_, err = f.WriteString("x")
	return err
}

func logged(path string) int64 {
	f, err := os.Open(path)
	if err != nil {
		return 0
	}
	defer func(c io.Closer) {
		if err := c.Close(); err != nil {
			log.Print(err)
		}
	}(f)
	n, _ := io.Copy(io.Discard, f)
	return n
}

func beforeCheck(path string) ([]byte, error) {
	f, err := os.Open(path)
	defer f.Close()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func twice(path string, data []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Close()
}

func inHeader(path string) (n int64) {
	if f, err := os.Open(path); err == nil {
		defer f.Close()
		n, _ = io.Copy(io.Discard, f)
	} else {
		os.Exit(1)
	}
	return n
}

func inCondition(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(path, path+".done")
}
