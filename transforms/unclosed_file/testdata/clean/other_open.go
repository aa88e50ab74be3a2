// Silent: these are called Open and Create, and are not those of package os.

package clean

import (
	"embed"
	"io/fs"
	"os"
)

type store struct{}

func (store) Open(name string) (*os.File, error)   { return nil, os.ErrNotExist }
func (store) Create(name string) (*os.File, error) { return nil, os.ErrNotExist }

var open = func(name string) (*os.File, error) { return os.Stdin, nil }

var embedded embed.FS

func methods(s store) error {
	f, err := s.Open("a")
	if err != nil {
		return err
	}
	_, err = f.Stat()
	return err
}

func shadowed(os store) error {
	f, err := os.Open("a")
	if err != nil {
		return err
	}
	_, err = f.Stat()
	return err
}

func variable() error {
	f, err := open("a")
	if err != nil {
		return err
	}
	_, err = f.Stat()
	return err
}

func virtual(fsys fs.FS) error {
	_, err := fsys.Open("a")
	if err != nil {
		return err
	}
	_, err = embedded.Open("a")
	return err
}

func descriptor(fd uintptr) string {
	f := os.NewFile(fd, "pipe")
	return f.Name()
}

func standard() (int, error) {
	f := os.Stdout
	return f.WriteString("not ours to close")
}
