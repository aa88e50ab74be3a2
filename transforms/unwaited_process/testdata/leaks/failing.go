package failing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
)

// The pipe fails, and the process stays.
func output(name string) ([]byte, error) {
	cmd := exec.Command(name)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return nil, err
	}
	out, err := io.ReadAll(stdout)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", cmd.String(), err)
	}
	return out, cmd.Wait()
}

// Two exits fail.
func feed(ctx context.Context, name string, lines [][]byte) error {
	cmd := exec.CommandContext(ctx, name, "-")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	err = cmd.Start() // want "cmd.Start"
	if err != nil {
		return err
	}
	for _, line := range lines {
		if len(line) == 0 {
			return errors.New("an empty line")
		}
		if _, err := stdin.Write(line); err != nil {
			return err
		}
	}
	stdin.Close()
	return cmd.Wait()
}

// The caller gets it on success.
func serve(name string, ready func() error) (*exec.Cmd, error) {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return nil, err
	}
	if err := ready(); err != nil {
		return nil, err
	}
	return cmd, nil
}

// Only the process goes on.
func process(name string, ready func() error) (*os.Process, error) {
	var out bytes.Buffer
	cmd := &exec.Cmd{Path: name, Args: []string{name}, Stdout: &out}
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return nil, err
	}
	process := cmd.Process
	if err := ready(); err != nil {
		fmt.Println(process.Pid)
		return nil, err
	}
	return process, nil
}

// A goroutine waits, where it comes to that.
func aside(name string, ready func() error) (<-chan error, error) {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return nil, err
	}
	if err := ready(); err != nil {
		return nil, err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	return done, nil
}

// The defer stands behind a return.
func late(name string, ready func() error) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return err
	}
	if err := ready(); err != nil {
		return err
	}
	defer cmd.Wait()
	return ready()
}

// A session of its own is to kill all that it starts.
func group(name string, ready func() error) error {
	cmd := exec.Command(name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return err
	}
	if err := ready(); err != nil {
		return err
	}
	return cmd.Wait()
}

// Nothing to return an error by.
func logged(name string, ready func() error) {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		fmt.Println(err)
		return
	}
	if err := ready(); err != nil {
		fmt.Println(err)
		return
	}
	cmd.Wait()
}

// By its own hands.
func started(path string, ready func() error) error {
	p, err := os.StartProcess(path, []string{path}, &os.ProcAttr{}) // want "os.StartProcess"
	if err != nil {
		return err
	}
	if err := ready(); err != nil {
		return err
	}
	_, err = p.Wait()
	return err
}
