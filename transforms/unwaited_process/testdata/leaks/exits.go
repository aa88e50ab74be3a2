package main

import (
	"errors"
	"log"
	"os/exec"
)

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	helper, err := start("helper")
	if err != nil {
		return err
	}
	defer helper.Wait()
	other, err := try("other")
	if err != nil {
		log.Print(err)
	} else {
		defer other.Wait()
	}
	if err := look("third"); err != nil {
		return err
	}
	return errors.ErrUnsupported
}

func look(name string) error {
	if err := peek(name); err != nil {
		log.Print(err)
		return nil
	}
	return nil
}

// Its caller keeps the failure for itself.
func peek(name string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return err
	}
	if err := ready(name); err != nil {
		return err
	}
	return cmd.Wait()
}

// Where it fails, the program ends: hygiene.
func start(name string) (*exec.Cmd, error) {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return nil, err
	}
	if err := ready(name); err != nil {
		return nil, err
	}
	return cmd, nil
}

// Where it fails, the program goes on beside the process, which it forgot.
func try(name string) (*exec.Cmd, error) {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return nil, err
	}
	if err := ready(name); err != nil {
		return nil, err
	}
	return cmd, nil
}

func ready(name string) error {
	if name == "" {
		return errors.New("no name")
	}
	return nil
}
