// It is closed, or somebody else closes it, or nobody wants what was written to be whole.
package closed

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
)

type writer struct {
	zw *gzip.Writer
}

func deferred(w io.Writer, data []byte) error {
	zw := gzip.NewWriter(w)
	defer zw.Close()
	_, err := zw.Write(data)
	return err
}

func checked(data []byte) ([]byte, error) {
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	if _, err := zw.Write(data); err != nil {
		return nil, err
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

func returned(w io.Writer, data []byte) error {
	zw := gzip.NewWriter(w)
	if _, err := zw.Write(data); err != nil {
		return err
	}
	return zw.Close()
}

// What has failed is better left incomplete.
func failed(w io.Writer, files []string) error {
	zw := zip.NewWriter(w)
	for _, name := range files {
		if name == "" {
			return errors.New("no name")
		}
		if _, err := zw.Create(name); err != nil {
			return err
		}
	}
	return zw.Close()
}

// Closed where something is left to tell.
func onSome(w io.Writer, data []byte, last bool) error {
	zw := gzip.NewWriter(w)
	if _, err := zw.Write(data); err != nil {
		return err
	}
	if last {
		return zw.Close()
	}
	return nil
}

// A stream that goes on is flushed.
func flushed(w http.ResponseWriter, lines <-chan []byte) error {
	zw, err := flate.NewWriter(w, 1)
	if err != nil {
		return err
	}
	for line := range lines {
		if _, err := zw.Write(line); err != nil {
			return err
		}
		if err := zw.Flush(); err != nil {
			return err
		}
	}
	return nil
}

func handedOut(w io.Writer) *gzip.Writer {
	zw := gzip.NewWriter(w)
	zw.Name = "data"
	return zw
}

func stored(w io.Writer, s *writer) {
	s.zw = gzip.NewWriter(w)
}

func passed(w io.Writer, fill func(io.WriteCloser) error) error {
	zw := gzip.NewWriter(w)
	return fill(zw)
}

// Only how much it would be.
func discarded(data []byte) error {
	zw := gzip.NewWriter(io.Discard)
	if _, err := zw.Write(data); err != nil {
		return err
	}
	return nil
}

func unread(data []byte) error {
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	if _, err := zw.Write(data); err != nil {
		return err
	}
	return nil
}

// Nothing is written.
func unwritten(w io.Writer) error {
	_ = gzip.NewWriter(w)
	return nil
}
