// The number of a descriptor lives on in a text; whoever reads it there may close it.
package numbers

import (
	"fmt"
	"os"
	"strconv"
)

func use(string) error { return nil }

func spelled(p string) error {
	f, err := os.Open(p) // want "os.Open"
	if err != nil {
		return err
	}
	return use("fd:" + strconv.FormatUint(uint64(f.Fd()), 10))
}

func printed(p string) error {
	f, err := os.Open(p) // want "os.Open"
	if err != nil {
		return err
	}
	return use(fmt.Sprint(f.Fd()))
}
