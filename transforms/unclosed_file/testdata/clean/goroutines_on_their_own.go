// A goroutine that nobody surely waits for, or that closes the file, has it.
package alone

import (
	"io"
	"os"
	"time"
)

func withTimeout(path string) error {
	f, err := os.Open(path)
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

func closedInside(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer f.Close()
		io.Copy(io.Discard, f)
	}()
	<-done
	return nil
}

func keptInside(path string, files chan<- *os.File) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		files <- f
	}()
	<-done
	return nil
}

func givenToCallee(path string) error {
	f, err := os.Open(path)
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
