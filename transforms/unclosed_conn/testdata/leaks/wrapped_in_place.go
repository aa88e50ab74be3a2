package wrapped

import (
	"bufio"
	"crypto/tls"
	"errors"
	"net"
)

func greet(c net.Conn) error {
	_, err := c.Write([]byte("hello"))
	return err
}

var errNoName = errors.New("no name")

// The variable holds the connection, or what closes that with itself.
func dial(addr string, secure bool, config *tls.Config) (net.Conn, error) {
	conn, err := net.Dial("tcp", addr) // want "net.Dial"
	if err != nil {
		return nil, err
	}
	if secure {
		conn = tls.Client(conn, config)
	}
	if config.ServerName == "" {
		return nil, errNoName
	}
	if err := greet(conn); err != nil {
		conn.Close()
		return nil, err
	}
	return conn, nil
}

// Beside what wraps it the connection keeps a variable of its own.
func read(addr string, config *tls.Config) error {
	conn, err := net.Dial("tcp", addr) // want "net.Dial"
	if err != nil {
		return err
	}
	secured := tls.Client(conn, config)
	if config.ServerName == "" {
		return errNoName
	}
	_, err = bufio.NewReader(secured).ReadString('\n')
	secured.Close()
	return err
}
