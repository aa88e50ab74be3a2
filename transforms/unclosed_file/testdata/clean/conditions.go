// Silent: whether a path exists on which the file stays open can't be told without knowing how conditions hang together.

package clean

import (
	"io"
	"os"
)

func sameCondition(path string, keep bool) (n int64, err error) {
	var f *os.File
	if path != "" {
		f, err = os.Open(path)
		if err != nil {
			return 0, err
		}
		n, err = io.Copy(io.Discard, f)
	}
	if path != "" {
		f.Close()
	}
	return n, err
}

func byNil(path string) (n int64) {
	var f *os.File
	if path != "-" {
		f, _ = os.Open(path)
	}
	if f != nil {
		defer f.Close()
		n, _ = io.Copy(io.Discard, f)
	}
	return n
}

func unlessStdin(path string) ([]byte, error) {
	f := os.Stdin
	if path != "-" {
		var err error
		f, err = os.Open(path)
		if err != nil {
			return nil, err
		}
	}
	if f != os.Stdin {
		defer f.Close()
	}
	return io.ReadAll(f)
}

func byFlag(path string) (n int64, err error) {
	opened := false
	var f *os.File
	defer func() {
		if opened {
			f.Close()
		}
	}()
	if f, err = os.Open(path); err != nil {
		return 0, err
	}
	opened = true
	return io.Copy(io.Discard, f)
}

func byError(path string) (f *os.File, err error) {
	f, err = os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if _, err = f.Stat(); err != nil {
		return nil, err
	}
	return f, nil
}
