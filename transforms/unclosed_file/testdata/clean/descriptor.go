// Silent: whoever gets the descriptor may need it when the function has ended, or close it.

//go:build unix

package clean

import (
	"os"
	"syscall"
)

// The descriptor carries a lock. Closing the file releases it, at the end of the function that took it.
func lock(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

// A second file has the same descriptor: closing the first closes it under the second.
func second(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return os.NewFile(f.Fd(), "second"), nil
}
