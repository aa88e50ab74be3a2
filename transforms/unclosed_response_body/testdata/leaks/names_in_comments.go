package leaks

import "net/http"

// Each gets a name of its own, whatever stands in comments.
func ping(urls []string) (err error) {
	_, err = http.Get(urls[0]) // want "leaves its response body open"
	// fmt.Printf("%#v\n", resp, err)
	if err != nil {
		return err
	}
	_, err = http.Get(urls[1]) // want "leaves its response body open"
	// fmt.Printf("%#v\n", resp, err)
	if err != nil {
		return err
	}
	return nil
}
