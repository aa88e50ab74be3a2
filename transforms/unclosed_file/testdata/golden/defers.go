package defers

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"os"
)

// Deferred calls run last to first: the close stands above those that use the file, below one that removes its path.

func flushed(path string, words []string) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	defer w.Flush()
	for _, word := range words {
		fmt.Fprintln(w, word)
	}
	return nil
}

func removed(data []byte) ([]byte, error) {
	f, err := os.CreateTemp("", "scratch") // want "os.CreateTemp"
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if _, err := f.Write(data); err != nil {
		return nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func removedByName(path string) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	defer func() {
		os.Remove(path)
	}()
	defer f.Close()
	_, err = f.WriteString("scratch")
	return err
}

func logged(path string) (n int64, err error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return 0, err
	}
	defer f.Close()
	defer func() {
		log.Println("read", f.Name(), n)
	}()
	return io.Copy(io.Discard, f)
}

func zipped(path string, data []byte) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	defer f.Close()
	zw := gzip.NewWriter(f)
	if _, err := zw.Write(data); err != nil {
		return err
	}
	return zw.Close()
}

func onlyOnError(path string) ([]byte, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		defer f.Close()
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
