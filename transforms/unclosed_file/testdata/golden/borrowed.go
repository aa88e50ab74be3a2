package borrowed

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// What lives off the file is used up here; closing the file is still due.

func scan(path string) (lines []string, err error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		lines = append(lines, s.Text())
	}
	return lines, s.Err()
}

func decode[T any](path string) (v T, err error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return v, err
	}
	defer f.Close()
	err = json.NewDecoder(f).Decode(&v)
	return v, err
}

func records(path string) ([][]string, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(bufio.NewReader(f))
	r.Comma = ';'
	return r.ReadAll()
}

func unzip(path string) ([]byte, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return nil, err
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	defer zr.Close()
	var buf bytes.Buffer
	_, err = io.Copy(&buf, io.LimitReader(zr, 1<<20))
	return buf.Bytes(), err
}

func sum(path string) (string, error) {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, io.TeeReader(f, io.Discard)); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}
