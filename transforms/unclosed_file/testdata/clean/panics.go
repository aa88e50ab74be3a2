// Silent: a logger that panics comes back as little as panic itself.

package clean

import (
	"errors"
	"log"
	"os"
)

var errEmpty = errors.New("empty")

func sized(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		log.Panicf("stat: %v", err)
		return nil, err
	}
	if info.Size() == 0 {
		log.Default().Panicln("empty")
		return nil, errEmpty
	}
	return f, nil
}
