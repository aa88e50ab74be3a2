package roots

import (
	"io"
	"io/fs"
	"os"
)

type store struct {
	root *os.Root
}

// exists forgets the root; the test of its name needs no file.
func exists(dir, name string) (bool, error) {
	root, err := os.OpenRoot(dir) // want "os.OpenRoot"
	if err != nil {
		return false, err
	}
	_, err = root.Stat(name)
	return err == nil, nil
}

// open hands over the file, which outlives its root.
func open(dir, name string) (*os.File, error) {
	root, err := os.OpenRoot(dir) // want "os.OpenRoot"
	if err != nil {
		return nil, err
	}
	return root.Open(name)
}

// both forgets root and file.
func both(dir, name string, w io.Writer) error {
	root, err := os.OpenRoot(dir) // want "os.OpenRoot"
	if err != nil {
		return err
	}
	f, err := root.Open(name) // want "root.Open"
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return err
}

// throughFS reads through the root's file system, and is done with it.
func throughFS(dir, name string) ([]byte, error) {
	root, err := os.OpenRoot(dir) // want "os.OpenRoot"
	if err != nil {
		return nil, err
	}
	return fs.ReadFile(root.FS(), name)
}

// write uses a root that somebody else closes.
func (s *store) write(name string, data []byte) error {
	f, err := s.root.Create(name) // want "s.root.Create"
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return err
}

func (s *store) appendTo(name, line string) error {
	f, err := s.root.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0o600) // want "s.root.OpenFile"
	if err != nil {
		return err
	}
	_, err = f.WriteString(line)
	return err
}

func (s *store) has(sub, name string) bool {
	dir, err := s.root.OpenRoot(sub) // want "s.root.OpenRoot"
	if err != nil {
		return false
	}
	_, err = dir.Lstat(name)
	return err == nil
}
