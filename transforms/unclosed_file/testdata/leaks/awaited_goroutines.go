package awaited

import (
	"bufio"
	"io"
	"os"
	"sync"
	"time"
)

// A goroutine that has come to its end with the function has taken nothing away: as good as code that stands there.

func closesChannel(path string) (n int64, err error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return 0, err
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		n, _ = io.Copy(io.Discard, f)
	}()
	<-done
	return n, nil
}

func sendsLast(path string) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	errs := make(chan error, 1)
	go func() {
		if _, err := io.Copy(io.Discard, f); err != nil {
			errs <- err
			return
		}
		errs <- nil
	}()
	return <-errs
}

func group(path string, workers int) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	for i := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f.ReadAt(make([]byte, 16), int64(16*i))
		}()
	}
	wg.Wait()
	return nil
}

func startedByGroup(path string) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	wg.Go(func() { io.Copy(io.Discard, f) })
	wg.Wait()
	return nil
}

// One that has told something may go on: the fix is not safe.

func firstLine(path string) (string, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return "", err
	}
	lines := make(chan string)
	go func() {
		scanner := bufio.NewScanner(f)
		for scanner.Scan() {
			lines <- scanner.Text()
		}
		close(lines)
	}()
	return <-lines, nil
}

func withTimeout(path string) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		_, err := io.Copy(io.Discard, f)
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Second):
		return os.ErrDeadlineExceeded
	}
}

// In a function that is given the file, too.

func count(path string) (int64, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return 0, err
	}
	return copied(f), nil
}

func copied(f *os.File) (n int64) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		n, _ = io.Copy(io.Discard, f)
	}()
	<-done
	return n
}

func givenToCallee(path string) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	return drain(f)
}

// It may return while the goroutine reads on.
func drain(f *os.File) error {
	lines := make(chan error)
	go func() {
		for {
			_, err := f.Read(make([]byte, 16))
			lines <- err
		}
	}()
	return <-lines
}
