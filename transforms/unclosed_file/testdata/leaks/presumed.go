package leaks

import (
	"bytes"
	"io"
	"os"
	"runtime/debug"
)

type sink interface{ Take(io.Reader) error }

// What a reader's interface tells can't be closed, and an error can't hold it.
func toInterface(path string, s sink) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	return s.Take(f)
}

func toParser(path string, parse func(io.Reader) error) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	return parse(io.LimitReader(f, 1<<20))
}

type store interface {
	Put(name string, f *os.File) (int64, error)
}

type memory map[string][]byte

func (m memory) Put(name string, f *os.File) (int64, error) {
	data, err := io.ReadAll(f)
	m[name] = data
	return int64(len(data)), err
}

type counter struct{ files, bytes int64 }

func (c *counter) Put(_ string, f *os.File) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	c.files, c.bytes = c.files+1, c.bytes+info.Size()
	return info.Size(), nil
}

// All that the interface may mean in the module only read it.
func put(path string, s store) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	_, err = s.Put(path, f)
	return err
}

type token struct{ text []byte }

type tokens interface{ next() (token, bool) }

type words struct{ r io.Reader }

func (w words) next() (token, bool) {
	var buf [64]byte
	n, err := w.r.Read(buf[:])
	return token{bytes.TrimSpace(buf[:n])}, err == nil
}

type reporter struct {
	r      io.Reader
	report func(line int, text string)
}

func (r *reporter) read() error {
	data, err := io.ReadAll(r.r)
	for i, line := range bytes.Split(data, []byte("\n")) {
		r.report(i, string(line))
	}
	return err
}

// A function in a field of what reads is given texts.
func report(path string, to func(int, string)) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	r := &reporter{r: f, report: to}
	return r.read()
}

// The descriptor is in nobody's hands.
func dump(path string) error {
	f, err := os.Create(path) // want "os.Create"
	if err != nil {
		return err
	}
	debug.WriteHeapDump(f.Fd())
	return nil
}
