package dotted

import . "net/http"

func ask(c *Client, req *Request) error {
	var err error
	_, err = c.Do(req) // want "c.Do"
	if err != nil {
		return err
	}
	return nil
}
