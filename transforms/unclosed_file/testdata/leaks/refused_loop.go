package refused

import (
	"bufio"
	"io"
	"os"
	"time"
)

// A backward goto is a loop too; its turn is no block.
func again(path string, want int64) error {
retry:
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	if n, _ := io.Copy(io.Discard, f); n < want {
		time.Sleep(time.Second)
		goto retry
	}
	return nil
}

// Each turn forgets the file of the turn before; only the last one is closed.
func lastOnly(paths []string) (err error) {
	var f *os.File
	for _, path := range paths {
		f, err = os.Open(path) // want "os.Open"
		if err != nil {
			return err
		}
	}
	return f.Close()
}

// The readers live off their files, and are used behind the loop.
func joined(paths []string, w io.Writer) error {
	var last *bufio.Reader
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return err
		}
		last = bufio.NewReader(f)
	}
	_, err := last.WriteTo(w)
	return err
}

// What is deferred in the turn writes to the file when the function ends.
func flushed(paths []string, text string) error {
	for _, path := range paths {
		f, err := os.Create(path) // want "os.Create"
		if err != nil {
			return err
		}
		w := bufio.NewWriter(f)
		defer w.Flush()
		if _, err := w.WriteString(text); err != nil {
			return err
		}
	}
	return nil
}

// The exit returns what it asks of the file.
func synced(paths []string) error {
	for _, path := range paths {
		f, err := os.Create(path) // want "os.Create"
		if err != nil {
			return err
		}
		if path == "last" {
			return f.Sync()
		}
	}
	return nil
}

// Too many ways out.
func many(paths []string) (n int) {
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			continue
		}
		b := make([]byte, 4)
		if _, err := f.Read(b); err != nil {
			continue
		}
		if _, err := f.Seek(8, io.SeekStart); err != nil {
			continue
		}
		if _, err := f.Read(b); err != nil {
			break
		}
		if _, err := f.Seek(8, io.SeekStart); err != nil {
			continue
		}
		n++
	}
	return n
}
