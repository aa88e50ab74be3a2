package fixture

import (
	"io"
	"net/http"
	"time"
)

// Each try forgets the answer of the one before; what the last has brought is used behind the loop.
func untilWell(u string) ([]byte, error) {
	var resp *http.Response
	var err error
	for i := 0; i < 3; i++ {
		resp, err = http.Get(u) // want "http.Get"
		if err == nil && resp.StatusCode == http.StatusOK {
			break
		}
		time.Sleep(time.Second)
	}
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// In the head of an if.
func inHead(client *http.Client, req *http.Request) (n int64, err error) {
	var resp *http.Response
	for range 3 {
		// Another try.
		if resp, err = client.Do(req); err == nil && resp.StatusCode < 500 { // want "client.Do"
			break
		}
	}
	if err != nil {
		return 0, err
	}
	n, err = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	return n, err
}

// The label stands ahead of the release, too: nothing is there on the first try alone.
func byGoto(u string) ([]byte, error) {
	tries := 0
	var resp *http.Response
	var err error
again:
	resp, err = http.Get(u) // want "http.Get"
	if err != nil {
		return nil, err
	}
	if tries++; resp.StatusCode != http.StatusOK && tries < 3 {
		goto again
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// It begins with an answer of somebody else.
func given(u string, resp *http.Response) (*http.Response, error) {
	var err error
	for resp.StatusCode != http.StatusOK {
		resp, err = http.Get(u) // want "http.Get"
		if err != nil {
			return nil, err
		}
	}
	return resp, nil
}

// It begins with another answer of its own, which is asked here no more.
func first(u string) error {
	resp, err := http.Get(u) // want "http.Get"
	for err == nil && resp.StatusCode != http.StatusOK {
		resp, err = http.Get(u) // want "http.Get"
	}
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
