//caulk-test: no-vet

// What stands behind a skip, a panic or a return is never run, nor are the literals in it.
package skipped

import (
	"net"
	"testing"
)

func TestSkipped(t *testing.T) {
	t.Skip("needs the network")
	for _, name := range []string{"one", "two"} {
		t.Run(name, func(t *testing.T) {
			ln, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer ln.Close()
			go func() {
				conn, err := ln.Accept()
				if err != nil {
					return
				}
				conn.Write([]byte("hello"))
			}()
		})
	}
}

func notYet() func() error {
	panic("not yet")
	return func() error {
		conn, err := net.Dial("tcp", "localhost:80")
		if err != nil {
			return err
		}
		_, err = conn.Write([]byte("hello"))
		return err
	}
}

func turnedOff(isOn func() bool) {
	if isOn() {
		return
	}
	return
	defer func() {
		conn, err := net.Dial("tcp", "localhost:80")
		if err == nil {
			conn.Write([]byte("bye"))
		}
	}()
}
