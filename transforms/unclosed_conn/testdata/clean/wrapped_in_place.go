// Silent: what takes the connection's place closes it with itself.
package wrapped

import (
	"crypto/tls"
	"net"
)

func secured(addr string, config *tls.Config) (net.Conn, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	conn = tls.Client(conn, config)
	return conn, nil
}

func closed(addr string, secure bool, config *tls.Config) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	if secure {
		conn = tls.Client(conn, config)
	}
	_, err = conn.Write([]byte("hello"))
	conn.Close()
	return err
}

func deferred(addr string, config *tls.Config) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	conn = tls.Client(conn, config)
	defer conn.Close()
	_, err = conn.Write([]byte("hello"))
	return err
}
