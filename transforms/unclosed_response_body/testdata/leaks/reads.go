package reads

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
)

// The body is read to its end, by one way or another. That does not close it.

func lines(u string) (n int, err error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return 0, err
	}
	s := bufio.NewScanner(resp.Body)
	for s.Scan() {
		n++
	}
	return n, s.Err()
}

func limited(u string) (string, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return "", fmt.Errorf("get %s: %w", u, err)
	}

	if resp.StatusCode != http.StatusOK {
		return "", errors.New(resp.Status)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return "", err
	}
	return string(data), nil
}

func zipped(u string, v any) error {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return err
	}
	zr, err := gzip.NewReader(resp.Body)
	if err != nil {
		return err
	}
	defer zr.Close()
	return xml.NewDecoder(zr).Decode(v)
}

func alias(u string) ([]byte, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return nil, err
	}
	body := resp.Body
	var buf bytes.Buffer
	_, err = buf.ReadFrom(body)
	return buf.Bytes(), err
}

func piecewise(u string) (int, error) {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return 0, err
	}
	var head [4]byte
	if _, err := io.ReadFull(resp.Body, head[:]); err != nil {
		return 0, err
	}
	return resp.Body.Read(head[:])
}

func forward(w http.ResponseWriter, r *http.Request) {
	resp, err := http.DefaultTransport.(*http.Transport).RoundTrip(r) // want "RoundTrip"
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	for key, values := range resp.Header {
		w.Header()[key] = values
	}
	w.WriteHeader(resp.StatusCode)
	io.Copy(w, resp.Body)
}

func drained(u string) error {
	resp, err := http.Get(u) // want "http.Get"
	if err != nil {
		return err
	}
	defer io.Copy(io.Discard, resp.Body)
	_, err = io.CopyN(os.Stdout, resp.Body, 64)
	return err
}
