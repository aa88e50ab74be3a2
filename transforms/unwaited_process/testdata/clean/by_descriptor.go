// A descriptor of the process is asked for, and waited by.
package by_descriptor

import (
	"fmt"
	"os"
	"syscall"
)

func started(path string, wait func(fd int) error) error {
	var fd int
	p, err := os.StartProcess(path, []string{path}, &os.ProcAttr{
		Sys: &syscall.SysProcAttr{PidFD: &fd},
	})
	if err != nil {
		return err
	}
	if fd == -1 {
		p.Kill()
		p.Wait()
		return fmt.Errorf("no descriptor")
	}
	defer wait(fd)
	if err := wait(fd); err != nil {
		return fmt.Errorf("%d: %w", p.Pid, err)
	}
	return nil
}
