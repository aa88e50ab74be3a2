// A goroutine that still reads when it has told that it began: nobody knows when it is done with the file.
package example

import (
	"io"
	"os"
	"sync"
)

func began(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	started := make(chan struct{})
	go func() {
		close(started)
		io.Copy(io.Discard, f)
	}()
	<-started
	return nil
}

func counted(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	var group sync.WaitGroup
	group.Add(1)
	go func() {
		group.Done()
		io.Copy(io.Discard, f)
	}()
	group.Wait()
	return nil
}

func onceMore(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	read := make(chan struct{})
	go func() {
		io.Copy(io.Discard, f)
		read <- struct{}{}
		f.Seek(0, io.SeekStart)
	}()
	<-read
	return nil
}

func elsewhere(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	var group sync.WaitGroup
	group.Go(func() { io.Copy(io.Discard, f) })
	go group.Wait()
	return nil
}
