// What has the file is released where its making fails, or somebody else knows it by then.
package clean

import (
	"errors"
	"io"
	"os"
	"runtime"
)

type reader struct {
	file   *os.File
	size   int64
	onFail func()
}

var all []*reader

func (r *reader) Close() error { return r.file.Close() }

func (r *reader) check() error {
	if r.size == 0 {
		return errors.New("empty")
	}
	return nil
}

func (r *reader) start() error {
	if err := r.check(); err != nil {
		r.Close()
		return err
	}
	return nil
}

func (r *reader) watch() {
	for r.check() == nil {
		runtime.Gosched()
	}
	r.Close()
}

func closing(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f}
	if err := r.check(); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

func deferring(path string) (_ *reader, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f}
	defer func() {
		if err != nil {
			r.Close()
		}
	}()
	if err := r.check(); err != nil {
		return nil, err
	}
	return r, nil
}

func deferringBefore(path string) (_ *reader, err error) {
	r := &reader{}
	defer func() {
		if err != nil && r.file != nil {
			r.file.Close()
		}
	}()
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r.file = f
	if err := r.check(); err != nil {
		return nil, err
	}
	return r, nil
}

func closedByCallee(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f}
	if err := r.start(); err != nil {
		return nil, err
	}
	return r, nil
}

func closedByField(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f}
	if err := r.check(); err != nil {
		r.file.Close()
		return nil, err
	}
	return r, nil
}

func watched(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f}
	go r.watch()
	if err := r.check(); err != nil {
		return nil, err
	}
	return r, nil
}

func registered(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f}
	all = append(all, r)
	if err := r.check(); err != nil {
		return nil, err
	}
	return r, nil
}

func finalized(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f}
	runtime.SetFinalizer(r, (*reader).Close)
	if err := r.check(); err != nil {
		return nil, err
	}
	return r, nil
}

func calledBack(path string, later func(func())) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f}
	later(func() { r.Close() })
	if err := r.check(); err != nil {
		return nil, err
	}
	return r, nil
}

func ownRelease(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f}
	r.onFail = func() { r.Close() }
	if err := r.check(); err != nil {
		r.onFail()
		return nil, err
	}
	return r, nil
}

// Whoever gets the error gets the struct as well.
func both(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f}
	if err := r.check(); err != nil {
		return r, err
	}
	return r, nil
}

// The error has it.
type failure struct{ r *reader }

func (f failure) Error() string { return "failed" }

func told(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f}
	if r.check() != nil {
		return nil, failure{r}
	}
	return r, nil
}

// Something else was made of it.
func handedOn(path string, use func(io.Closer) error) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f}
	if err := use(r); err != nil {
		return nil, err
	}
	return r, nil
}
