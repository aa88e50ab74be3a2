// Whoever else knows the receiver, or releases it, has the file with it.
package joined

import (
	"bufio"
	"io"
	"os"
	"sync"
)

type source struct {
	in io.Reader
}

func (s *source) init(in io.Reader) { s.in = in }

var sources []*source

func known(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	s := &source{}
	sources = append(sources, s)
	s.init(f)
	return nil
}

func (s *source) start(wg *sync.WaitGroup) {
	go func() {
		defer wg.Done()
		io.Copy(io.Discard, s.in)
	}()
}

func startedBefore(path string, wg *sync.WaitGroup) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	s := &source{}
	s.start(wg)
	s.init(f)
	return nil
}

func startedBehind(path string, wg *sync.WaitGroup) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	s := &source{}
	s.init(f)
	s.start(wg)
	return nil
}

func returned(path string) (*source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	s := &source{}
	s.init(f)
	return s, nil
}

func ofCaller(s *source, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	s.init(f)
	return nil
}

func newSource() *source {
	s := &source{}
	sources = append(sources, s)
	return s
}

func madeElsewhere(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	s := newSource()
	s.init(f)
	return nil
}

type owner struct {
	f *os.File
}

func (o *owner) use(f *os.File) { o.f = f }

func (o *owner) Close() error { return o.f.Close() }

func closedByOwner(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	var o owner
	o.use(f)
	return o.Close()
}

type lines struct {
	f   *os.File
	buf *bufio.Reader
}

func (l *lines) open(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	l.set(f)
	return nil
}

func (l *lines) set(f *os.File) {
	l.f = f
	l.buf = bufio.NewReader(f)
}
