// Closed on every path, or handed over.
package example

import (
	"archive/zip"
	"compress/gzip"
	"embed"
	"io"
	"io/fs"
	"mime/multipart"
	"os"
	"os/exec"
)

func deferred(path string) error {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer archive.Close()
	for _, f := range archive.File {
		entry, err := f.Open()
		if err != nil {
			return err
		}
		io.Copy(io.Discard, entry)
		entry.Close()
	}
	return nil
}

// The result lives off both.
func open(path string) (io.ReadCloser, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	if len(archive.File) == 0 {
		archive.Close()
		return nil, fs.ErrNotExist
	}
	return archive.File[0].Open()
}

// A part ends with the next one.
func parts(r *multipart.Reader) error {
	for {
		part, err := r.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		io.Copy(io.Discard, part)
	}
}

// Wait closes what is read here.
func lines(cmd *exec.Cmd) ([]byte, error) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	b, err := io.ReadAll(out)
	if err != nil {
		return nil, err
	}
	return b, cmd.Wait()
}

//go:embed closed.go
var files embed.FS

// Embedded files are part of the program.
func embedded() ([]byte, error) {
	f, err := files.Open("closed.go")
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func redirect() (restore func()) {
	r, w, err := os.Pipe()
	if err != nil {
		return func() {}
	}
	old := os.Stdout
	os.Stdout = w
	go io.Copy(io.Discard, r)
	return func() { os.Stdout = old }
}

type wrapped struct {
	io.Reader
	close func() error
}

func gunzip(f *os.File) (*wrapped, error) {
	zr, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return &wrapped{Reader: zr, close: f.Close}, nil
}
