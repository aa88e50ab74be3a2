// A goroutine that nobody surely waits for, or that closes the file, has it.
package alone

import (
	"io"
	"os"
)

func onItsOwn(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	go io.Copy(io.Discard, f)
	go func() { io.Copy(io.Discard, f) }()
	return nil
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
	start(f)
	return nil
}

func start(f *os.File) {
	go func() { io.Copy(io.Discard, f) }()
}
