package late

import (
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"sync"
)

// A literal that closes and tells of the error stands too late: it moves up whole.
func told(path, text string) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if _, err := f.WriteString(text); err != nil {
		return err
	}
	defer func() {
		if err := f.Close(); err != nil {
			log.Printf("close %q: %v", f.Name(), err)
		}
	}()
	return f.Sync()
}

// Below the removal, though that stands in between; the error goes into a variable that nobody reads then.
func belowRemoval(text string) (string, error) {
	f, err := os.CreateTemp("", "recipe") // want "os.CreateTemp"
	if err != nil {
		return "", err
	}
	defer os.Remove(f.Name())

	_, err = f.WriteString(text)
	if err != nil {
		return "", err
	}

	defer func() {
		err = f.Close()
		if err != nil {
			log.Print(err)
		}
	}()

	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	return info.Name(), nil
}

// The file is open while its path is used again, here as there.
func spansPath(data []byte) (string, error) {
	f, err := os.CreateTemp("", "data") // want "os.CreateTemp"
	if err != nil {
		return "", err
	}
	err = os.WriteFile(f.Name(), data, 0o600)
	if err != nil {
		_ = os.RemoveAll(f.Name())
		return "", err
	}
	defer func() {
		if err = f.Close(); err != nil {
			log.Print(err)
		}
	}()
	return f.Name(), nil
}

// The function's own error, where it has none yet.
func joined(path, text string) (err error) {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if len(text) == 0 {
		return errors.New("no text")
	}
	defer func() {
		err = errors.Join(err, f.Close())
	}()
	_, err = f.WriteString(text)
	return err
}

func unlessFailed(path, text string) (err error) {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if len(text) == 0 {
		return errors.New("no text")
	}
	defer func() {
		if cerr := f.Close(); cerr != nil && err == nil {
			err = cerr
		}
	}()
	_, err = f.WriteString(text)
	return err
}

// Further up it would turn the error of the early return into none.
func overwritten(path, text string) (err error) {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if len(text) == 0 {
		return errors.New("no text")
	}
	defer func() {
		err = f.Close()
	}()
	_, err = f.WriteString(text)
	return err
}

// What it names is made only below the early return.
func namedLater(path, text string) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if len(text) == 0 {
		return errors.New("no text")
	}
	logger := log.New(os.Stderr, text, 0)
	defer func() {
		if err := f.Close(); err != nil {
			logger.Print(err)
		}
	}()
	_, err = f.WriteString(text)
	return err
}

func setLater(path, text string, logger *log.Logger) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if len(text) == 0 {
		return errors.New("no text")
	}
	logger = log.New(os.Stderr, text, 0)
	defer func() {
		if err := f.Close(); err != nil {
			logger.Print(err)
		}
	}()
	_, err = f.WriteString(text)
	return err
}

// It does more than to close.
func more(path, text string, done *sync.WaitGroup) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if len(text) == 0 {
		return errors.New("no text")
	}
	done.Add(1)
	defer func() {
		if err := f.Close(); err != nil {
			log.Print(err)
		}
		done.Done()
	}()
	_, err = f.WriteString(text)
	return err
}

// Another deferred call stands in between.
func behindAnother(path string, lines []string) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		return errors.New("no text")
	}
	defer fmt.Println("written")
	defer func() {
		if err := f.Close(); err != nil {
			log.Print(err)
		}
	}()
	_, err = f.WriteString(strings.Join(lines, "\n"))
	return err
}
