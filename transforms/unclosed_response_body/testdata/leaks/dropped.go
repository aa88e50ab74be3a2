package fixture

import (
	"bytes"
	"net/http"
)

func poke(u string) {
	http.Get(u) // want "http.Get"
}

func report(u string, text []byte) error {
	if _, err := http.Post(u, "text/plain", bytes.NewReader(text)); err != nil { // want "http.Post"
		return err
	}
	return nil
}

// The error alone is returned: there may be an answer.
func send(u string) error {
	_, err := http.Get(u) // want "http.Get"
	return err
}

// Nobody looks at the error, nor at what there may be.
func ping(u string) {
	_, _ = http.Get(u) // want "http.Get"
	println(u)
}
