// What lives off the connection, and came with it, goes into a variable of the test around.
package siblings

import (
	"bufio"
	"net"
	"testing"
)

type client struct{ r *bufio.Reader }

func (c *client) ask() (string, error) { return c.r.ReadString('\n') }

func newClient(conn net.Conn) *client { return &client{r: bufio.NewReader(conn)} }

func dial(t *testing.T, addr string) (*client, net.Conn) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(conn)
	return c, conn
}

func TestOuter(t *testing.T) {
	var c *client
	t.Run("first", func(t *testing.T) {
		c, _ = dial(t, "127.0.0.1:1")
		if _, err := c.ask(); err != nil {
			t.Error(err)
		}
	})
	t.Run("second", func(t *testing.T) {
		if _, err := c.ask(); err != nil {
			t.Error(err)
		}
	})
}

var global *client

type suite struct{ c *client }

func TestGlobal(t *testing.T) {
	global, _ = dial(t, "127.0.0.1:1")
	println(global.ask())
}

func TestField(t *testing.T) {
	s := &suite{}
	s.c, _ = dial(t, "127.0.0.1:1")
	println(s.c.ask())
}
