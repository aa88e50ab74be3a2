package fixture

import (
	"io"
	"net/http"
	"os"
)

const attempts = 3

// Few turns leave little behind.
func retry(url string) ([]byte, error) {
	var err error
	for i := 0; i < attempts; i++ {
		var resp *http.Response
		if resp, err = http.Get(url); err != nil {
			continue
		}
		defer resp.Body.Close() // want "each turn"
		if resp.StatusCode == http.StatusOK {
			return io.ReadAll(resp.Body)
		}
	}
	return nil, err
}

func few() error {
	for _, path := range []string{"a", "b"} {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() // want "each turn"
		if _, err := io.Copy(os.Stdout, f); err != nil {
			return err
		}
	}
	return nil
}

// Whatever it is given is short.
func either(both bool) error {
	var paths []string
	if both {
		paths = []string{"a", "b"}
	} else {
		paths = []string{"a"}
	}
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() // want "each turn"
		if _, err := io.Copy(os.Stdout, f); err != nil {
			return err
		}
	}
	return nil
}
