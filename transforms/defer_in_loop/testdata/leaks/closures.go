package fixture

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"os"
)

// More is deferred than the close: the turn becomes a closure.
func logged(paths []string) (n int) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			log.Print(err)
			continue
		}
		defer func() { // want "each turn of the loop"
			if err := f.Close(); err != nil {
				log.Print(path, err)
			}
		}()
		s := bufio.NewScanner(f)
		for s.Scan() {
			n++
		}
	}
	return n
}

// Two are deferred, and the turn has done with both.
func unpacked(paths []string) (n int64, err error) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return n, err
		}
		defer func() { _ = f.Close() }() // want "`os.Open`"
		r, err := gzip.NewReader(f)
		if err != nil {
			return n, err
		}
		defer func() { _ = r.Close() }() // want "`gzip.NewReader`"
		size, err := io.Copy(io.Discard, r)
		if err != nil {
			return n, err
		}
		n += size
	}
	return n, nil
}

// The function's own error is set when it ends.
func joined(paths []string) (err error) {
	for _, path := range paths {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		defer func() { // want "each turn of the loop"
			if cerr := f.Close(); err == nil {
				err = cerr
			}
		}()
		if _, err := fmt.Fprintln(f, path); err != nil {
			return err
		}
	}
	return nil
}

// What recovers in the loop's function recovers for all turns.
func recovers(paths []string) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		defer func() { // want "each turn of the loop"
			log.Print(f.Close())
		}()
		defer func() {
			recover()
		}()
		if _, err := io.Copy(os.Stdout, f); err != nil {
			continue
		}
	}
}
