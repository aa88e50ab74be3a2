package example

import (
	"errors"
	"net/http"
)

// The caller gets all that is in the response, and with it the body.
func get(client *http.Client, req *http.Request) (http.Response, error) {
	resp, err := client.Do(req) // want "client.Do"
	if err != nil {
		return http.Response{}, err
	}
	if resp.StatusCode == http.StatusNotFound {
		return http.Response{}, errors.New(resp.Status)
	}
	return *resp, nil
}
