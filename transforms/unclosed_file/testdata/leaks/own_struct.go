package fixture

import (
	"os"
	"os/exec"
)

// The command is the function's own, and closes nothing.
func output(path string) error {
	f, err := os.Create(path) // want "leaves its file open"
	if err != nil {
		return err
	}
	cmd := exec.Command("date")
	cmd.Stdout = f
	return cmd.Run()
}

func made(path string) error {
	f, err := os.Create(path) // want "leaves its file open"
	if err != nil {
		return err
	}
	cmd := &exec.Cmd{Path: "/bin/date"}
	cmd.Stdout = f
	return cmd.Run()
}
