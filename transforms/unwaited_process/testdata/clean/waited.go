// Somebody waits for it on every path, lets it go, or has it.
package waited

import (
	"errors"
	"os"
	"os/exec"
	"time"
)

type daemon struct {
	cmd *exec.Cmd
	p   *os.Process
}

func deferred(name string, ready func() error) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	defer cmd.Wait()
	return ready()
}

func deferredAbove(name string, ready func() error) error {
	cmd := exec.Command(name)
	defer func() {
		if cmd.Process != nil {
			cmd.Process.Kill()
			cmd.Wait()
		}
	}()
	if err := cmd.Start(); err != nil {
		return err
	}
	return ready()
}

func byProcess(name string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	_, err := cmd.Process.Wait()
	return err
}

func letGo(name string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}

func byAlias(name string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	p := cmd.Process
	_, err := p.Wait()
	return err
}

func aside(name string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait()
	return nil
}

func inGoroutine(name string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Second):
		cmd.Process.Kill()
		return errors.New("too slow")
	}
}

func returned(name string) (*exec.Cmd, error) {
	cmd := exec.Command(name)
	return cmd, cmd.Start()
}

func returnedProcess(name string) (*os.Process, error) {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return cmd.Process, nil
}

func (d *daemon) start(name string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	d.p = cmd.Process
	return nil
}

func (d *daemon) startField(name string) error {
	d.cmd = exec.Command(name)
	return d.cmd.Start()
}

func storedAbove(d *daemon, name string) error {
	cmd := exec.Command(name)
	d.cmd = cmd
	return cmd.Start()
}

func given(cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	return nil
}

func collected(names []string) error {
	var cmds []*exec.Cmd
	for _, name := range names {
		cmd := exec.Command(name)
		if err := cmd.Start(); err != nil {
			return err
		}
		cmds = append(cmds, cmd)
	}
	for _, cmd := range cmds {
		cmd.Wait()
	}
	return nil
}
