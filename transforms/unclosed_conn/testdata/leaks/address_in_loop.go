package leaks

import (
	"net"
	"testing"
)

// Who has its address reaches it until the turn is over.
func TestServed(t *testing.T) {
	for _, name := range []string{"a", "b"} {
		ln, err := net.Listen("tcp", "127.0.0.1:0") // want "leaves"
		if err != nil {
			t.Fatal(err)
		}
		client := newClient(ln.Addr().String())
		if err := client.call(name); err != nil {
			t.Error(err)
		}
	}
}

type client struct{ addr string }

func newClient(addr string) *client { return &client{addr: addr} }

func (c *client) call(name string) error {
	conn, err := net.Dial("tcp", c.addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Write([]byte(name))
	return err
}
