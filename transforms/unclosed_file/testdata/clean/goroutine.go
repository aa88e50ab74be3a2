// Silent: a goroutine or a callback has it.

package clean

import (
	"bufio"
	"context"
	"io"
	"os"
	"time"
)

func goes(path string, w io.Writer) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	go func() {
		defer f.Close()
		io.Copy(w, f)
	}()
	return nil
}

func given(path string, lines chan<- string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	go send(f, lines)
	return nil
}

func send(f *os.File, lines chan<- string) {
	s := bufio.NewScanner(f)
	for s.Scan() {
		lines <- s.Text()
	}
	f.Close()
}

func onDone(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	context.AfterFunc(ctx, func() { f.Close() })
	return nil
}

func later(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	time.AfterFunc(time.Minute, func() { f.Close() })
	return nil
}
