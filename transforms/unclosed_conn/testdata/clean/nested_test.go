// A goroutine that starts another ends before that one does, in a test, too.
package example

import (
	"net"
	"testing"
)

func TestNested(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	errs := make(chan error, 1)
	go func() {
		conn, err := l.Accept()
		if err != nil {
			errs <- err
			return
		}
		go func() {
			_, err := conn.Write([]byte("hello"))
			errs <- err
		}()
	}()
	if err := <-errs; err != nil {
		t.Fatal(err)
	}
}
