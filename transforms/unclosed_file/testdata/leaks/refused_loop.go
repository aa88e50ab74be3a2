package refused

import (
	"bufio"
	"io"
	"iter"
	"os"
	"time"
)

// Opened in a loop: a defer would keep every file open until the function returns.
func each(paths []string, w io.Writer) error {
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return err
		}
		if _, err := io.Copy(w, f); err != nil {
			return err
		}
	}
	return nil
}

// Opened in a loop, with turns that end early.
func skipping(paths []string) (n int) {
	for i := 0; i < len(paths); i++ {
		f, err := os.Open(paths[i]) // want "os.Open"
		if err != nil {
			continue
		}
		s := bufio.NewScanner(f)
		if !s.Scan() {
			continue
		}
		n += len(s.Text())
	}
	return n
}

// Opened in an endless loop: the function never returns, and a defer would never run.
func poll(path string, every time.Duration, seen chan<- int64) {
	for {
		f, err := os.Open(path) // want "os.Open"
		if err == nil {
			n, _ := io.Copy(io.Discard, f)
			seen <- n
		}
		time.Sleep(every)
	}
}

// The body of a range over a function is a loop as well: its defers run when overFunction returns.
func overFunction(paths iter.Seq[string]) (n int64) {
	for path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			break
		}
		size, _ := io.Copy(io.Discard, f)
		n += size
	}
	return n
}

// A backward goto is a loop too.
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
