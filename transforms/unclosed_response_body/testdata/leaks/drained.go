package drained

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
)

// At its end the transport takes the connection back: little stays.

func all(url string) ([]byte, error) {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	return data, nil
}

func discarded(url string) error {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

func buffered(url string) (string, error) {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return "", err
	}
	var text strings.Builder
	if _, err := io.Copy(&text, resp.Body); err != nil {
		return "", err
	}
	return text.String(), nil
}

func into(url string, buf *bytes.Buffer) error {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return err
	}
	_, err = buf.ReadFrom(resp.Body)
	return err
}

func message(resp *http.Response) string {
	body := resp.Body
	text, _ := io.ReadAll(body)
	return string(text)
}

func byHelper(url string) error {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return err
	}
	return errors.New(message(resp))
}

func download(url string) (io.ReadCloser, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

func downloaded(url string) string {
	body, err := download(url) // want "leaves its response body open"
	if err != nil {
		return ""
	}
	text, _ := io.ReadAll(body)
	return string(text)
}

func each(urls []string) (total int) {
	for _, url := range urls {
		resp, err := http.Get(url) // want "leaves its response body open"
		if err != nil {
			continue
		}
		data, _ := io.ReadAll(resp.Body)
		total += len(data)
	}
	return total
}

// Where the writing fails, a part of the body may be left.
func saved(url string, f *os.File) error {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, resp.Body); err != nil {
		return err
	}
	return f.Sync()
}

func unasked(url string, w io.Writer) {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return
	}
	io.Copy(w, resp.Body)
}

func checked(url string, w io.Writer) {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		panic(err)
	}
	_, err = io.Copy(w, resp.Body)
	if err != nil {
		panic(err)
	}
}

// The error that is asked is another one.
func asked(url string, w io.Writer) error {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return err
	}
	_, err = io.Copy(w, resp.Body)
	err = errors.New("lost")
	if err != nil {
		return err
	}
	return nil
}

// One exit comes ahead of the reading; the other is sealed with it.
func early(url string) ([]byte, error) {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	return data, resp.Body.Close()
}

// What reads a part may stop ahead of the end.

func decoded(url string, v any) error {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return err
	}
	return json.NewDecoder(resp.Body).Decode(v)
}

func limited(url string) ([]byte, error) {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(resp.Body, 512))
}

func head(url string) error {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return err
	}
	_, err = io.CopyN(io.Discard, resp.Body, 512)
	return err
}

func sometimes(url string) error {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New(message(resp))
	}
	return nil
}

// So does whoever reads by hand until that fails.

func byHand(url string) (total int, err error) {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	buf := make([]byte, 512)
	for {
		n, err := resp.Body.Read(buf)
		total += n
		if err == io.EOF {
			break
		}
	}
	return total, nil
}

func byHandUntilItFails(url string) (total int, err error) {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	buf := make([]byte, 512)
	for {
		n, err := resp.Body.Read(buf)
		total += n
		if errors.Is(err, io.EOF) {
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
}

// It stops ahead of the end.
func byHandInPart(url string) (total int, err error) {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	buf := make([]byte, 512)
	for total < 4096 {
		n, err := resp.Body.Read(buf)
		total += n
		if err == io.EOF {
			break
		}
	}
	return total, nil
}

func once(url string) error {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return err
	}
	_, err = resp.Body.Read(make([]byte, 512))
	if err != nil && err != io.EOF {
		return err
	}
	return nil
}
