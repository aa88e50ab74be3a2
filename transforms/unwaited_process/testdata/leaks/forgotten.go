package forgotten

import (
	"fmt"
	"os"
	"os/exec"
)

// Nobody waits.
func notify(text string) error {
	cmd := exec.Command("notify-send", text)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return err
	}
	fmt.Println("sent")
	return nil
}

// Each turn leaves one.
func notifyAll(texts []string) {
	for _, text := range texts {
		cmd := exec.Command("notify-send", text)
		if err := cmd.Start(); err != nil { // want "cmd.Start"
			continue
		}
		fmt.Println(text)
	}
}

// Killed, which frees nothing.
func killed(name string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return err
	}
	return cmd.Process.Kill()
}

// Wait would close what is still read.
func refusedPipe(name string) ([]byte, error) {
	cmd := exec.Command(name)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil { // want "cmd.Start"
		return nil, err
	}
	line := make([]byte, 80)
	n, err := stdout.Read(line)
	return line[:n], err
}

// Nothing tells whether it was started.
func refusedUnchecked(name string) {
	cmd := exec.Command(name)
	cmd.Start() // want "cmd.Start"
	fmt.Println(name)
}
