// It is meant to go on when the function has returned.
package meant

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// All that it does is to start it.
func open(url string) error {
	return exec.Command("xdg-open", url).Start()
}

func openIn(dir, url string) error {
	cmd := exec.Command("xdg-open", url)
	cmd.Dir = dir
	return cmd.Start()
}

// A session of its own.
func daemonize(name string) error {
	cmd := exec.Command(name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return err
	}
	return nil
}

func daemonizeInPlace(name string) error {
	cmd := &exec.Cmd{Path: name, SysProcAttr: &syscall.SysProcAttr{Setpgid: true}}
	if err := cmd.Start(); err != nil {
		return err
	}
	return nil
}

func daemonizeByHand(name string) error {
	p, err := os.StartProcess(name, []string{name}, &os.ProcAttr{Sys: &syscall.SysProcAttr{Setsid: true}})
	if err != nil {
		return err
	}
	fmt.Println("started")
	_ = p
	return nil
}

// Whoever reads the number may wait by it.
func withNumber(name, path string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(strconv.Itoa(cmd.Process.Pid)), 0o644)
}

// Where nothing failed, it is left on purpose.
func background(name string, foreground bool) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	if !foreground {
		return nil
	}
	return cmd.Wait()
}
