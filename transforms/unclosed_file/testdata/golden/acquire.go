package acquire

import (
	"io"
	"io/ioutil"
	"os"
)

// Each way to open a file, read or written and forgotten.

func open(path string) ([]byte, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func create(path string, data []byte) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Write(data)
	return err
}

func openFile(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0o644) // want "os.OpenFile"
	if err != nil {
		return err
	}
	defer f.Close()

	if _, err := f.Write(data); err != nil {
		return err
	}
	return f.Sync()
}

func createTemp(data []byte) (string, error) {
	f, err := os.CreateTemp("", "data") // want "os.CreateTemp"
	if err != nil {
		return "", err
	}
	defer f.Close()
	if _, err := f.Write(data); err != nil {
		return "", err
	}
	return f.Name(), nil
}

func tempFile(data string) (string, error) {
	f, err := ioutil.TempFile("", "data") // want "ioutil.TempFile"
	if err != nil {
		return "", err
	}
	defer f.Close()
	_, err = f.WriteString(data)
	return f.Name(), err
}

func openInRoot(dir, name string) (int64, error) {
	f, err := os.OpenInRoot(dir, name) // want "os.OpenInRoot"
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
