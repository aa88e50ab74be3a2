// A test calls it to see it fail, or for what it leaves behind.
package effects

import (
	"net"
	"testing"
)

type client struct{ c net.Conn }

func connect(addr string) (*client, error) {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &client{c: c}, nil
}

func (c *client) Close() error { return c.c.Close() }

func TestConnect(t *testing.T) {
	c, err := connect("a:1")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
}

func TestRefused(t *testing.T) {
	connect("b:1")
	_, _ = connect("c:1")
}
