// Silent: what a callee hands out, or a field holds, others know as well; whoever has it closes what it was given.

package clean

import (
	"io"
	"net/http"
	"os"
	"os/exec"
)

type served interface {
	Request() *http.Request
}

type runner struct{ cmd *exec.Cmd }

func replaced(of served, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	req := of.Request()
	req.Body = f
	return nil
}

func (r *runner) redirected(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	cmd := r.cmd
	cmd.Stdout = io.MultiWriter(os.Stdout, f)
	return nil
}
