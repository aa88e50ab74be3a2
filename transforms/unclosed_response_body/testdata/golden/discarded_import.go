package discarded

import (
	"errors"
	"net/http/httptest"
)

// reach has no import that could name the type of a response.
func reach(srv *httptest.Server) error {
	err := errors.New("never tried")
	if srv.URL == "" {
		return err
	}
	resp, err := srv.Client().Get(srv.URL) // want "srv.Client().Get"
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return nil
}
