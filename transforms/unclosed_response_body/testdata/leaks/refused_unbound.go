package refused

import "net/http"

// The statement drops response and error.
func fire(u string) {
	http.Get(u) // want "http.Get"
}

// Both are dropped on purpose.
func forget(u string) {
	_, _ = http.Get(u) // want "http.Get"
}

// A go statement drops them.
func start(c *http.Client, u string) {
	go c.Get(u) // want "c.Get"
}

// A deferred call drops them, at the end.
func leave(c *http.Client, u string) {
	defer c.Post(u, "", nil) // want "c.Post"
}

// The name would end with the if statement, before the body could be closed.
func header(u string) error {
	if _, err := http.Get(u); err != nil { // want "http.Get"
		return err
	}
	return nil
}
