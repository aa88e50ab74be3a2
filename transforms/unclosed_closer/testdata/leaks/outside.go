package outside

import (
	"fmt"
	"os/exec"
)

// server is a process of the value's own.
type server struct {
	cmd  *exec.Cmd
	addr string
}

func startServer(addr string) (*server, error) {
	s := &server{cmd: exec.Command("serve", addr), addr: addr}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *server) Stop() error { return s.cmd.Process.Kill() }

func one(addr string) error {
	s, err := startServer(addr)
	if err != nil {
		return err
	}
	return s.Stop()
}

func two(addr string) error {
	s, err := startServer(addr)
	if err != nil {
		return err
	}
	defer s.Stop()
	fmt.Println(s.addr)
	return nil
}

func three(addr string) error {
	s, err := startServer(addr)
	if err != nil {
		return err
	}
	defer s.Stop()
	return nil
}

func forgets(addr string) (int, error) {
	s, err := startServer(addr) // want "whose `Stop` is never called"
	if err != nil {
		return 0, err
	}
	return len(s.addr), nil
}

// volume is mounted by a method of its own.
type volume struct{ dir string }

func newVolume(dir string) *volume { return &volume{dir: dir} }

func (v *volume) mount() error { return exec.Command("mount", v.dir).Run() }

func (v *volume) Release() error { return exec.Command("umount", v.dir).Run() }

func usesOne(dir string) error {
	v := newVolume(dir)
	defer v.Release()
	return v.mount()
}

func usesTwo(dir string) error {
	v := newVolume(dir)
	defer v.Release()
	if err := v.mount(); err != nil {
		return err
	}
	return nil
}

func usesThree(dir string) error {
	v := newVolume(dir)
	defer v.Release()
	return v.mount()
}

func staysMounted(dir string) {
	v := newVolume(dir) // want "whose `Release` is never called"
	if v.mount() == nil {
		fmt.Println(v.dir)
	}
}

// At one of the exits it is not mounted yet.
func isHalfMounted(dir string, dry bool) error {
	v := newVolume(dir)
	if dry {
		return nil
	}
	return v.mount()
}
