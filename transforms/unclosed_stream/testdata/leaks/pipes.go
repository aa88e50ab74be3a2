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

// Whoever fills the other end waits for good where reading ends early.
func first(fill func(w io.WriteCloser)) (byte, error) {
	r, w := io.Pipe() // want "`io.Pipe` leaves its reading end open"
	go fill(w)
	b := make([]byte, 1)
	_, err := r.Read(b)
	return b[0], err
}
