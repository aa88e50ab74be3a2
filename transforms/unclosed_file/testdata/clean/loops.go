// Silent: each turn closes its file, or defers it, which is late but no file left open for good.

package clean

import (
	"io"
	"os"
)

func explicit(paths []string) (n int64) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		size, err := io.Copy(io.Discard, f)
		f.Close()
		if err != nil {
			break
		}
		n += size
	}
	return n
}

func deferred(paths []string) (n int64) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		defer f.Close()
		size, _ := io.Copy(io.Discard, f)
		n += size
	}
	return n
}

func inClosure(paths []string, w io.Writer) error {
	for _, path := range paths {
		if err := func() error {
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			_, err = io.Copy(w, f)
			return err
		}(); err != nil {
			return err
		}
	}
	return nil
}

func retried(path string, tries int) ([]byte, error) {
	var (
		f   *os.File
		err error
	)
	for i := 0; i < tries; i++ {
		if f, err = os.Open(path); err == nil {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func rotated(paths []string, w io.Writer) error {
	var f *os.File
	for _, path := range paths {
		if f != nil {
			f.Close()
		}
		var err error
		f, err = os.Open(path)
		if err != nil {
			return err
		}
		io.Copy(w, f)
	}
	if f != nil {
		return f.Close()
	}
	return nil
}
