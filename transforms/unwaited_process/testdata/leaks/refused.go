package refused

import (
	"os"
	"os/exec"
	"syscall"
)

// Another exit leaves it to go on, where nothing failed.
func refusedDetached(name string, wait bool, ready func() error) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return err
	}
	if err := ready(); err != nil {
		return err
	}
	if !wait {
		return nil
	}
	return cmd.Wait()
}

// A deferred call uses it.
func refusedUse(name string, ready func(*os.ProcessState) error) (*syscall.SysProcAttr, error) {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return nil, err
	}
	defer cmd.Process.Signal(syscall.SIGHUP)
	if err := ready(nil); err != nil {
		return nil, err
	}
	return nil, cmd.Wait()
}
