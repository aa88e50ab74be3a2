package example

import (
	"net"
	"testing"
)

// The goroutine only accepts; the test is the last to know of its listener.
func TestAccept(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want "`net.Listen` leaves its listener open"
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		c, err := l.Accept()
		if err != nil {
			return
		}
		c.Close()
	}()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
	<-done
}
