// A stand-in hands out no connection.
package hijack

import (
	"bufio"
	"net"
	"net/http"
	"testing"
)

type recorder struct{ http.ResponseWriter }

func (recorder) Hijack() (net.Conn, *bufio.ReadWriter, error) { return nil, nil, nil }

func TestHijack(t *testing.T) {
	handler := func(w http.ResponseWriter) error {
		_, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return err
		}
		return nil
	}
	if err := handler(recorder{}); err != nil {
		t.Fatal(err)
	}
}
