// What a value's release is seen to end needs no other caller to tell.
package ends

import (
	"errors"
	"os"
)

type journal struct{ f *os.File }

func openJournal(path string) (*journal, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &journal{f: f}, nil
}

func (j *journal) Close() error { return j.f.Close() }

func (j *journal) size() int64 { return 0 }

var errEmpty = errors.New("empty")

func check(path string) error {
	j, err := openJournal(path) // want "`openJournal` makes a value whose `Close` is never called; what `os.Open` hands out stays with it"
	if err != nil {
		return err
	}
	if j.size() == 0 {
		return errEmpty
	}
	return nil
}

// Somewhere it is closed with its owner: the prefilter wants to know that there is such a thing.
type owner struct{ j *journal }

func newOwner(path string) (*owner, error) {
	j, err := openJournal(path)
	if err != nil {
		return nil, err
	}
	return &owner{j: j}, nil
}

func (o *owner) Close() error { return o.j.Close() }
