package blocks

import (
	"io"
	"os"
)

// A deferred close in an inner block runs at the function's end, late but surely.

func inner(path string, w io.Writer) error {
	if path != "" {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return err
		}
		defer f.Close()
		if _, err := io.Copy(w, f); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func clause(kind, path string) (n int64, err error) {
	switch kind {
	case "file":
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return 0, err
		}
		defer f.Close()
		return io.Copy(io.Discard, f)
	case "none":
	}
	return 0, nil
}

func beforeLoop(path string, parts int) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	defer f.Close()
	for i := 0; i < parts; i++ {
		if i > 100 {
			break
		}
		if _, err := f.Write([]byte{byte(i)}); err != nil {
			return err
		}
	}
	return nil
}

func inSelect(paths <-chan string, stop <-chan struct{}) ([]byte, error) {
	select {
	case path := <-paths:
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return io.ReadAll(f)
	case <-stop:
		return nil, nil
	}
}

func bare(path string, w io.Writer) error {
	{
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return err
		}
		defer f.Close()
		io.Copy(w, f)
	}
	return nil
}
