package example

import (
	"os"
	"os/exec"
	"path/filepath"
)

// compile leaves all of its output.
func compile(src []byte) ([]byte, error) {
	dir, err := os.MkdirTemp("", "compile") // want "`os.MkdirTemp` makes a directory that is never removed"
	if err != nil {
		return nil, err
	}
	in := filepath.Join(dir, "in.c")
	if err := os.WriteFile(in, src, 0o600); err != nil {
		return nil, err
	}
	out := dir + "/out.o"
	if err := exec.Command("cc", "-c", "-o", out, in).Run(); err != nil {
		return nil, err
	}
	return os.ReadFile(out)
}

// cleansUp does so on success alone.
func cleansUp(build func() error) error {
	dir, err := os.MkdirTemp("", "build") // want "`os.MkdirTemp`"
	if err != nil {
		return err
	}
	cmd := exec.Command("git", "init")
	cmd.Dir = dir
	if err := cmd.Run(); err != nil {
		return err
	}
	if err := build(); err != nil {
		return err
	}
	return os.RemoveAll(dir)
}

// writable asks by trying.
func writable() bool {
	_, err := os.MkdirTemp(os.TempDir(), "") // want "`os.MkdirTemp`"
	return err == nil
}
