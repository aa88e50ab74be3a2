package nobody

import (
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// Another status is that of an answer with a body.

func deleted(url string) error {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return err
	}
	if resp.StatusCode == http.StatusNoContent {
		return nil
	}
	return errors.New(resp.Status)
}

func either(url string) error {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusNoContent {
		resp.Body.Close()
		return errors.New(resp.Status)
	}
	return nil
}

func created(t *testing.T) {
	resp, err := http.Get("http://localhost") // want "leaves its response body open"
	require.NoError(t, err)
	require.Equal(t, http.StatusCreated, resp.StatusCode)
}

// The status is another answer's.
func mixed(url string, other *http.Response) error {
	resp, err := http.Get(url) // want "leaves its response body open"
	if err != nil {
		return err
	}
	if other.StatusCode != http.StatusNoContent {
		resp.Body.Close()
		return errors.New(other.Status)
	}
	return nil
}
