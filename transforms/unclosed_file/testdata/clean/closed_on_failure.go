package fixture

import (
	"bufio"
	"io"
	"os"
	"syscall"
)

type log struct {
	file *os.File
}

// Where it succeeds, somebody has it.
func (l *log) open(path string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if _, err = f.Seek(0, io.SeekEnd); err != nil {
		return err
	}
	l.file = f
	return nil
}

// What reads it is returned.
func lines(path string) (s *bufio.Scanner, err error) {
	f, err := os.Open(path)
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
	return bufio.NewScanner(f), nil
}

// The descriptor keeps the lock.
func lock(path string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return err
	}
	return nil
}

// A callee that is not in sight may have it.
func passed(path string, keep func(*os.File) error) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if err = keep(f); err != nil {
		return err
	}
	return nil
}

// The other exits close it themselves.
func both(path string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if _, err = io.Copy(os.Stdout, f); err != nil {
		return err
	}
	return f.Close()
}

// What is returned may be an error.
func perhaps(path string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	_, err = io.Copy(os.Stdout, f)
	return err
}
