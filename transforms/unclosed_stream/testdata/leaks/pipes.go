package example

import (
	"io"
	"os"
	"os/exec"
)

// roundTrip closes neither end.
func roundTrip(text string) (string, error) {
	r, w, err := os.Pipe() // want "`os.Pipe` leaves its reading end open" "`os.Pipe` leaves its writing end open"
	if err != nil {
		return "", err
	}
	if _, err := io.WriteString(w, text); err != nil {
		return "", err
	}
	b := make([]byte, len(text))
	_, err = io.ReadFull(r, b)
	return string(b), err
}

// output closes the writing end alone.
func output(cmd *exec.Cmd) ([]byte, error) {
	r, w, err := os.Pipe() // want "reading end"
	if err != nil {
		return nil, err
	}
	cmd.Stdout = w
	err = cmd.Run()
	w.Close()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
