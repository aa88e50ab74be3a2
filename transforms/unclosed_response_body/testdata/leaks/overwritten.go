// Where the variable gets another response, the release stands behind the last use, not amid the code of the next request.
package overwritten

import (
	"fmt"
	"io"
	"net/http"
)

func pairs(urls []string) error {
	for _, u := range urls {
		resp, err := http.Get(u) // want "`http.Get` leaves its response body open"
		if err != nil {
			return err
		}
		fmt.Println(resp.StatusCode)

		next := u + "/next"
		fmt.Println(next)
		resp, err = http.Get(next)
		if err != nil {
			return err
		}
		resp.Body.Close()
	}
	return nil
}

// What derives from the response is its use, too.
func bodies(urls []string) error {
	for _, u := range urls {
		resp, err := http.Get(u) // want "`http.Get` leaves its response body open"
		if err != nil {
			return err
		}
		body := resp.Body
		next := u + "/next"
		io.ReadFull(body, make([]byte, 4))
		fmt.Println(next)
		resp, err = http.Get(next)
		if err != nil {
			return err
		}
		resp.Body.Close()
	}
	return nil
}

// On a condition it is used in a block of its own.
func perhaps(urls []string, isLoud bool) error {
	for _, u := range urls {
		resp, err := http.Get(u) // want "`http.Get` leaves its response body open"
		if err != nil {
			return err
		}
		if isLoud {
			fmt.Println(resp.StatusCode)
		}
		next := u + "/next"
		fmt.Println(next)
		resp, err = http.Get(next)
		if err != nil {
			return err
		}
		resp.Body.Close()
	}
	return nil
}
