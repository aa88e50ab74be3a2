// What goes on with the file under another name, or on its own, bars the way to a release.
package alias

import (
	"io"
	"os"
	"sync"
)

// The goroutine reads until the wait: a close behind the last mention comes too early.
func awaited(paths []string) error {
	for _, path := range paths {
		f, err := os.Open(path) // want "`os.Open` leaves its file open"
		if err != nil {
			return err
		}
		var wg sync.WaitGroup
		wg.Add(1)
		go func() {
			defer wg.Done()
			_, _ = io.ReadAll(f)
		}()
		wg.Wait()
	}
	return nil
}

// One arm's file is returned under another name.
func arms(first bool) *os.File {
	var f, kept *os.File
	var err error
	if first {
		f, err = os.Open("a")
		kept = f
	} else {
		f, err = os.Open("b") // want "`os.Open` leaves its file open"
	}
	if err != nil {
		return nil
	}
	_, _ = f.Stat()
	return kept
}

func unlock() { _ = recover() }

func survive(err error) {
	defer unlock()
	if err != nil {
		panic(err)
	}
}

// The panic ends in the helper, which returns with the error.
func survived(path string) (int64, error) {
	f, err := os.Open(path) // want "`os.Open` leaves its file open"
	survive(err)
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func labelled(paths []string) {
	for _, path := range paths {
		f, err := os.Open(path) // want "`os.Open` leaves its file open"
		if err != nil {
			continue
		}
		if path == "c" {
			goto next
		}
		_, _ = f.Stat()
	next:
	}
}
