// An answer with one of these statuses has no body: net/http puts one there that has nothing to release.

package nobody

import (
	"errors"
	"io"
	"net/http"
)

func deleted(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusNoContent {
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			return err
		}
		return errors.New(string(text))
	}
	return nil
}

func unmodified(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	switch resp.StatusCode {
	case 304:
		return nil, nil
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
