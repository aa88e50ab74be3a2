// Silent: kept in a field, a variable of the package, a slice, a map or a channel.

package clean

import (
	"io"
	"net/http"
)

var last *http.Response

type session struct {
	resp   *http.Response
	body   io.ReadCloser
	bodies map[string]io.Reader
}

func (s *session) open(u string) (err error) {
	s.resp, err = http.Get(u)
	return err
}

func (s *session) openBody(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	s.body = resp.Body
	return nil
}

func (s *session) inMap(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	s.bodies[u] = resp.Body
	return nil
}

func packageLevel(u string) (err error) {
	last, err = http.Get(u)
	return err
}

func all(urls []string) (responses []*http.Response, err error) {
	for _, u := range urls {
		resp, err := http.Get(u)
		if err != nil {
			return responses, err
		}
		responses = append(responses, resp)
	}
	return responses, nil
}

func sent(u string, answers chan<- *http.Response) {
	resp, err := http.Get(u)
	if err != nil {
		close(answers)
		return
	}
	answers <- resp
}
