package turns

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"time"
)

// One close behind the last use does for every way out of the turn.
func sizes(paths []string) (n int64, err error) {
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return n, err
		}
		size, err := io.Copy(io.Discard, f)
		if err != nil {
			return n, fmt.Errorf("%s: %w", f.Name(), err)
		}
		n += size
	}
	return n, nil
}

// The copy stands in the head of an if: a close on each way out.
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

// Turns that end early.
func skipping(paths []string) (n int) {
	for i := 0; i < len(paths); i++ {
		f, err := os.Open(paths[i]) // want "os.Open"
		if err != nil {
			continue
		}
		s := bufio.NewScanner(f)
		if !s.Scan() {
			continue // an empty file
		}
		n += len(s.Text())
	}
	return n
}

// What the scanner has found is there when the file is closed.
func lines(paths []string) (n int, err error) {
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return n, err
		}
		s := bufio.NewScanner(f)
		for s.Scan() {
			n++
		}
		if err := s.Err(); err != nil {
			return n, err
		}
	}
	return n, nil
}

// Breaks and continues of the loops around, and of a switch, which is none.
func find(dirs [][]string, word string) (found string) {
dirs:
	for _, paths := range dirs {
		for _, path := range paths {
			f, err := os.Open(path) // want "os.Open"
			if err != nil {
				continue dirs
			}
			line, err := bufio.NewReader(f).ReadString('\n')
			switch {
			case strings.Contains(line, word):
				found = f.Name()
				break dirs
			case err == io.EOF:
				break
			default:
				fmt.Fprintln(os.Stderr, path)
			}
		}
	}
	return found
}

// The file is used up to the end of the turn, on every way out.
func mark(paths []string, text string) (n int) {
	for _, path := range paths {
		f, err := os.OpenFile(path, os.O_RDWR, 0) // want "os.OpenFile"
		if err != nil {
			break
		}
		if info, err := f.Stat(); err != nil || info.IsDir() {
			break
		}
		// Behind what is there.
		if _, err := f.Seek(0, io.SeekEnd); err == nil {
			n++
			fmt.Fprintln(f, text)
		}
	}
	return n
}

// In an endless loop a defer would never run.
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

// Declared and checked in the head.
func inHead(paths []string) (n int64) {
	for _, path := range paths {
		if f, err := os.Open(path); err == nil { // want "os.Open"
			size, _ := io.Copy(io.Discard, f)
			n += size
		}
	}
	return n
}

// Nothing uses it at all.
func touch(paths []string) error {
	for _, path := range paths {
		_, err := os.Create(path) // want "os.Create"
		if err != nil {
			return err
		}
	}
	return nil
}

// Two in one turn: where one exit closes both, the later one is closed first.
func pairs(from, to []string) error {
	for i := range from {
		in, err := os.Open(from[i]) // want "os.Open"
		if err != nil {
			return err
		}
		out, err := os.Create(to[i]) // want "os.Create"
		if err != nil {
			return err
		}
		if _, err := io.Copy(out, in); err != nil {
			return err
		}
	}
	return nil
}

// The turn closes it, an exit from within forgets.
func first(paths []string) (line string, err error) {
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return "", err
		}
		line, err = bufio.NewReader(f).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		f.Close()
		if line != "" {
			break
		}
	}
	return line, nil
}
