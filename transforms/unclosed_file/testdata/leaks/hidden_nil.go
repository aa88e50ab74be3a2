package example

import (
	"errors"
	"os"
)

// hidden calls something else nil: nothing tells where the file is there.
func hidden() error {
	nil := errors.New("none")
	f, err := os.Open("x") // want "`os.Open` leaves its file open"
	if err != nil {
		_, err = f.Stat()
		return err
	}
	return nil
}
