// Removed on every path, moved, or somebody else's.
package example

import (
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func deferred(content []byte) error {
	dir, err := os.MkdirTemp("", "a")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return os.WriteFile(filepath.Join(dir, "a"), content, 0o600)
}

func inClosure(content []byte) error {
	dir, err := os.MkdirTemp("", "a")
	if err != nil {
		return err
	}
	defer func() {
		if err := os.RemoveAll(dir); err != nil {
			log.Print(err)
		}
	}()
	return os.WriteFile(filepath.Join(dir, "a"), content, 0o600)
}

func moved(to string) error {
	dir, err := os.MkdirTemp(filepath.Dir(to), "a")
	if err != nil {
		return err
	}
	return os.Rename(dir, to)
}

func returned() (string, error) {
	return os.MkdirTemp("", "a")
}

// Its path is in what is returned.
func within() (string, error) {
	dir, err := os.MkdirTemp("", "a")
	return filepath.Join(dir, "a"), err
}

func sum() string {
	dir, _ := os.MkdirTemp("", "a")
	return dir + "/a"
}

func formatted() string {
	dir, _ := os.MkdirTemp("", "a")
	return strings.TrimSuffix(fmt.Sprintf("%s/a/", dir), "/")
}

func opened() (*os.File, error) {
	dir, err := os.MkdirTemp("", "a")
	if err != nil {
		return nil, err
	}
	return os.Create(filepath.Join(dir, "a"))
}

func command() *exec.Cmd {
	dir, _ := os.MkdirTemp("", "a")
	return exec.Command("ls", dir)
}

func listed() (paths []string, err error) {
	dir, err := os.MkdirTemp("", "a")
	if err != nil {
		return nil, err
	}
	matches, err := filepath.Glob(filepath.Join(dir, "*"))
	for _, path := range matches {
		paths = append(paths, path)
	}
	return paths, err
}

// People are told where to look.
func printed(content []byte) error {
	dir, err := os.MkdirTemp("", "a")
	if err != nil {
		return err
	}
	fmt.Println("written to", dir)
	return os.WriteFile(filepath.Join(dir, "a"), content, 0o600)
}

func environment() error {
	dir, err := os.MkdirTemp("", "a")
	if err != nil {
		return err
	}
	return os.Setenv("HOME", dir)
}

func given(use func(string) error) error {
	dir, err := os.MkdirTemp("", "a")
	if err != nil {
		return err
	}
	return use(dir)
}

type cache struct{ dir string }

func (c *cache) open() (err error) {
	c.dir, err = os.MkdirTemp("", "a")
	return err
}

func cleanup(t *testing.T) {
	dir, err := os.MkdirTemp("", "a")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
}

func below(t *testing.T) {
	dir, err := os.MkdirTemp(t.TempDir(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if len(filepath.Base(dir)) > 10 {
		t.Error(dir)
	}
}

// A browser shows it.
func shown(open func(string) error) error {
	dir, err := os.MkdirTemp("", "a")
	if err != nil {
		return err
	}
	f, _ := os.Create(filepath.Join(dir, "a.html"))
	defer f.Close()
	return open(f.Name())
}

type options struct{ path string }

func (o *options) run() error { return nil }

func optional(path string) error {
	o := &options{path: path}
	if o.path == "" {
		dir, err := os.MkdirTemp("", "a")
		if err != nil {
			return err
		}
		o.path = dir
	}
	return o.run()
}
