package wrapped

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http/httputil"
	"net/textproto"
)

// What wraps a connection owns it: losing both leaks it.

func handshake(addr string) error {
	conn, err := net.Dial("tcp", addr) // want "net.Dial"
	if err != nil {
		return err
	}
	return tls.Client(conn, &tls.Config{ServerName: addr}).Handshake()
}

func greet(addr string) (string, error) {
	conn, err := net.Dial("tcp", addr) // want "net.Dial"
	if err != nil {
		return "", err
	}
	text := textproto.NewConn(conn)
	if err := text.PrintfLine("HELO"); err != nil {
		return "", err
	}
	return text.ReadLine()
}

func pending(addr string) int {
	conn, err := net.Dial("tcp", addr) // want "net.Dial"
	if err != nil {
		return 0
	}
	client := httputil.NewClientConn(conn, nil)
	return client.Pending()
}

func listens(config *tls.Config) error {
	inner, err := net.Listen("tcp", "127.0.0.1:0") // want "net.Listen"
	if err != nil {
		return err
	}
	secure := tls.NewListener(inner, config)
	if secure.Addr() == nil {
		return errors.New("no address")
	}
	return nil
}
