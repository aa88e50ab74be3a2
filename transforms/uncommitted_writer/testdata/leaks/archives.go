package archives

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
)

type result struct{ n int }

// What is returned is computed before a deferred close would run.
func compress(data []byte) ([]byte, error) {
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf) // want "gzip.NewWriter"
	if _, err := zw.Write(data); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// What was written is read before the end, and other things fail behind that.
func save(path string, data []byte) (int, error) {
	var buf bytes.Buffer
	zw, err := flate.NewWriter(&buf, flate.BestSpeed) // want "flate.NewWriter"
	if err != nil {
		return 0, err
	}
	if _, err := zw.Write(data); err != nil {
		return 0, fmt.Errorf("write: %w", err)
	}
	size := buf.Len()
	if err := os.WriteFile(path, buf.Bytes(), 0o644); err != nil {
		return 0, err
	}
	return size, nil
}

// What is returned is a further step.
func write(path string, data []byte) error {
	buf := new(bytes.Buffer)
	zw := gzip.NewWriter(buf) // want "gzip.NewWriter"
	if _, err := zw.Write(data); err != nil {
		return err
	}
	return os.WriteFile(path, buf.Bytes(), 0o644)
}

// Written in a loop, to a file that is closed in the end.
func pack(path string, files map[string][]byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	zw := zip.NewWriter(f) // want "zip.NewWriter"
	for name, data := range files {
		w, err := zw.Create(name)
		if err != nil {
			return err
		}
		if _, err := w.Write(data); err != nil {
			return err
		}
	}
	return nil
}

// The file is closed by hand.
func refusedByHand(path string, files map[string][]byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	tw := tar.NewWriter(f) // want "tar.NewWriter"
	for name, data := range files {
		if err := tw.WriteHeader(&tar.Header{Name: name, Size: int64(len(data))}); err != nil {
			f.Close()
			return err
		}
		if _, err := tw.Write(data); err != nil {
			f.Close()
			return err
		}
	}
	return f.Close()
}

// A request takes what was written.
func upload(url string, data []byte) (result, *http.Request, bool, string, error) {
	body := &bytes.Buffer{}
	mw := multipart.NewWriter(body) // want "multipart.NewWriter"
	kind := mw.FormDataContentType()
	part, err := mw.CreateFormFile("file", "data")
	if err != nil {
		return result{}, nil, false, "", err
	}
	if _, err := part.Write(data); err != nil {
		return result{}, nil, false, "", err
	}
	req, err := http.NewRequest("POST", url, body)
	if err != nil {
		return result{}, nil, false, "", err
	}
	req.Header.Set("Content-Type", kind)
	return result{}, req, true, kind, nil
}

// Into what the caller gave, with zero values from the signature.
func encode(w io.Writer, r io.Reader) (n int64, res *result, err error) {
	enc := base64.NewEncoder(base64.StdEncoding, w) // want "base64.NewEncoder"
	n, err = io.Copy(enc, r)
	if err != nil {
		return n, nil, err
	}
	return n, &result{}, nil
}

// The very error that is returned tells whether all went well.
func refusedEither(w io.Writer, data []byte) error {
	zw := gzip.NewWriter(w) // want "gzip.NewWriter"
	_, err := zw.Write(data)
	return err
}

// Nothing to tell an error by.
func refusedUntold(w http.ResponseWriter, data []byte) {
	zw := gzip.NewWriter(w) // want "gzip.NewWriter"
	zw.Write(data)
}

// What was written is read in between.
func refusedBetween(data [][]byte) ([]byte, error) {
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf) // want "gzip.NewWriter"
	for _, d := range data {
		if _, err := zw.Write(d); err != nil {
			return nil, err
		}
		fmt.Println(buf.Len())
	}
	return buf.Bytes(), nil
}

// The zero value of a type parameter can't be written.
func packed[T any](data []byte, v T) (T, int, error) {
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf) // want "gzip.NewWriter"
	if _, err := w.Write(data); err != nil {
		return v, 0, err
	}
	return v, buf.Len(), nil
}
