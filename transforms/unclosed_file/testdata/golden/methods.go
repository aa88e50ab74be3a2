package methods

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// Methods of the file itself, and std functions that read or write it and keep nothing.

func last(path string) (string, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return "", err
	}
	defer f.Close()
	if _, err := f.Seek(-16, io.SeekEnd); err != nil {
		return "", err
	}
	buf := make([]byte, 16)
	n, err := f.Read(buf)
	return strings.TrimSpace(string(buf[:n])), err
}

func names(dir string) ([]string, error) {
	d, err := os.Open(dir) // want "os.Open"
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.Readdirnames(-1)
}

func syncDir(dir string) error {
	d, err := os.Open(dir) // want "os.Open"
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

func report(path string, sizes map[string]int64) error {
	out, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644) // want "os.OpenFile"
	if err != nil {
		return fmt.Errorf("report %s: %w", path, err)
	}
	defer out.Close()
	for name, size := range sizes {
		fmt.Fprintf(out, "%s\t%d\n", name, size)
	}
	io.WriteString(out, "end\n")
	return out.Chmod(0o444)
}

func serve(w http.ResponseWriter, r *http.Request, path string) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		http.NotFound(w, r)
		return
	}
	http.ServeContent(w, r, info.Name(), info.ModTime(), f)
}

func page(path string) (string, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return "", err
	}
	defer f.Close()
	line, err := bufio.NewReader(f).ReadString('\f')
	return line, err
}

func copyFile(from, to string) error {
	in, err := os.Open(from) // want "os.Open"
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to) // want "os.Create"
	if err != nil {
		return err
	}
	defer out.Close()
	_, err = io.Copy(out, in)
	return err
}
