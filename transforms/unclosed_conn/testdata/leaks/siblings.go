package siblings

import (
	"bufio"
	"errors"
	"net"
)

type client struct{ r *bufio.Reader }

func (c *client) ask() (string, error) { return c.r.ReadString('\n') }

func newClient(conn net.Conn) *client { return &client{r: bufio.NewReader(conn)} }

func dial(addr string) (*client, net.Conn, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, nil, err
	}
	return newClient(conn), conn, nil
}

// What came with it is used to the end.
func ask(addr string) error {
	c, conn, err := dial(addr) // want "leaves its connection open"
	if err != nil {
		return err
	}
	println(conn.RemoteAddr().String())
	s, err := c.ask()
	if err != nil {
		return err
	}
	if s == "" {
		return errors.New("empty")
	}
	return nil
}
