package paths

import (
	"archive/zip"
	"compress/gzip"
	"io"
	"os"
)

// all opens one entry after another.
func all(archive *zip.Reader, w io.Writer) error {
	for _, f := range archive.File {
		entry, err := f.Open() // want "`f.Open`"
		if err != nil {
			return err
		}
		if _, err := io.Copy(w, entry); err != nil {
			return err
		}
	}
	return nil
}

// pipe gives both ends away where the mode can be set.
func pipe() (*os.File, *os.File, error) {
	r, w, err := os.Pipe() // want "reading end" "writing end"
	if err != nil {
		return nil, nil, err
	}
	if err := w.Chmod(0o600); err != nil {
		return nil, nil, err
	}
	return r, w, nil
}

// reader is called once more than it is closed.
func reader(r io.Reader, skip int64) (io.ReadCloser, error) {
	zr, err := gzip.NewReader(r) // want "`gzip.NewReader`"
	if err != nil {
		return nil, err
	}
	if _, err := io.CopyN(io.Discard, zr, skip); err != nil {
		return nil, err
	}
	return zr, nil
}
