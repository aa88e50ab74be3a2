package fixture

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
)

// More ways out of the turn than a close can stand ahead of.
func lines(paths []string) (n int) {
	for _, path := range paths {
		if path == "" {
			continue
		}
		// The head is read alone.
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			continue
		}

		head := make([]byte, 4)
		if _, err := f.Read(head); err != nil {
			continue
		}
		if _, err := f.Seek(8, io.SeekStart); err != nil {
			continue // too short
		}
		for _, b := range head {
			if b == 0 {
				break
			}
			if b == ' ' {
				continue
			}
			n++
		}
		if _, err := f.Read(head); err != nil {
			continue
		}
		if head[0] == 0 {
			continue
		}
		n++
		// Done with it.
	}
	return n
}

// Each return carries an error, and the closure's is the function's.
func sizes(paths []string) (map[string]int64, error) {
	all := map[string]int64{}
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return nil, err
		}
		info, err := f.Stat()
		if err != nil {
			return nil, fmt.Errorf("stat: %w", err)
		}
		if info.IsDir() {
			return nil, errors.New("a folder")
		}
		if info.Size() == 0 {
			continue
		}
		if _, err := f.Seek(8, io.SeekStart); err != nil {
			return nil, err
		}
		all[path] = info.Size()
	}
	return all, nil
}

// No turn comes to the end of the body.
func heads(paths []string, is func([]byte) bool) error {
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return err
		}
		head := make([]byte, 4)
		if _, err := f.Read(head); err != nil {
			return err
		}
		if _, err := f.Seek(8, io.SeekStart); err != nil {
			return err
		}
		if _, err := f.Read(head); err != nil {
			return err
		}
		if is(head) {
			continue
		}
		return errors.New("not one")
	}
	return nil
}

// A return that may carry none ends the loop as well.
func mayEnd(paths []string) error {
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return err
		}
		head := make([]byte, 4)
		if _, err := f.Read(head); err != nil {
			return err
		}
		if _, err := f.Seek(8, io.SeekStart); err != nil {
			return err
		}
		if _, err := f.Read(head); err != nil {
			return err
		}
		if head[0] == 0 {
			return nil
		}
	}
	return nil
}

// The results beside the error differ.
func differ(paths []string) (int, error) {
	for i, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return 0, err
		}
		head := make([]byte, 4)
		if _, err := f.Read(head); err != nil {
			return i, err
		}
		if _, err := f.Seek(8, io.SeekStart); err != nil {
			return i, err
		}
		if _, err := f.Read(head); err != nil {
			return i, err
		}
		if _, err := f.Read(head); err != nil {
			return i, err
		}
	}
	return 0, nil
}

// A break of the loop, or of one around, would mean something else.
func leaves(paths []string) (n int) {
all:
	for range 3 {
		for _, path := range paths {
			f, err := os.Open(path) // want "os.Open"
			if err != nil {
				continue
			}
			head := make([]byte, 4)
			if _, err := f.Read(head); err != nil {
				continue
			}
			if _, err := f.Read(head); err != nil {
				continue all
			}
			if _, err := f.Read(head); err != nil {
				continue
			}
			n++
		}
	}
	return n
}

// The text goes on at the start of a line.
func usage(paths []string) (n int) {
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			continue
		}
		head := make([]byte, 4)
		if _, err := f.Read(head); err != nil {
			continue
		}
		if _, err := f.Read(head); err != nil {
			continue
		}
		if _, err := f.Read(head); err != nil {
			fmt.Println(`
no head`)
			continue
		}
		n++
	}
	return n
}

// The error of the turn is declared ahead of the file, and read no more behind it.
func unread(paths []string) (n int) {
	for _, path := range paths {
		_, err := os.Stat(path)
		if err != nil {
			continue
		}
		f, err := os.Open(path) // want "os.Open"
		if f == nil {
			continue
		}
		head := make([]byte, 4)
		if _, err := f.Read(head); err != nil {
			continue
		}
		if _, err := f.Read(head); err != nil {
			continue
		}
		if _, err := f.Read(head); err != nil {
			continue
		}
		n++
	}
	return n
}

// What else the turn defers is meant to come when the function ends.
func deferred(paths []string) (n int) {
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			continue
		}
		defer println(path)
		head := make([]byte, 4)
		if _, err := f.Read(head); err != nil {
			continue
		}
		if _, err := f.Read(head); err != nil {
			continue
		}
		if _, err := f.Read(head); err != nil {
			continue
		}
		n++
	}
	return n
}

// The file is needed behind the turn.
func kept(paths []string) (r *bufio.Reader) {
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			continue
		}
		head := make([]byte, 4)
		if _, err := f.Read(head); err != nil {
			continue
		}
		if _, err := f.Read(head); err != nil {
			continue
		}
		if _, err := f.Read(head); err != nil {
			continue
		}
		r = bufio.NewReader(f)
	}
	return r
}

// The compiler does not know that the turn ends there.
func fatal(paths []string) error {
	for _, path := range paths {
		f, err := os.Open(path) // want "os.Open"
		if err != nil {
			return err
		}
		head := make([]byte, 4)
		if _, err := f.Read(head); err != nil {
			return err
		}
		if _, err := f.Read(head); err != nil {
			return err
		}
		if _, err := f.Read(head); err != nil {
			return err
		}
		if head[0] == 0 {
			continue
		}
		log.Fatal(path)
	}
	return nil
}
