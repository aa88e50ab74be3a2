package example

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"time"
)

// banner reads a line and leaves.
func banner(addr string) (string, error) {
	conn, err := net.Dial("tcp", addr) // want "`net.Dial` leaves its connection open"
	if err != nil {
		return "", err
	}
	return bufio.NewReader(conn).ReadString('\n')
}

// reachable asks only whether it could connect.
func reachable(addr string) bool {
	_, err := net.DialTimeout("tcp", addr, time.Second) // want "`net.DialTimeout` leaves its connection open"
	return err == nil
}

// greet closes it on success alone.
func greet(ctx context.Context, addr, name string) error {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", addr) // want "`d.DialContext` leaves its connection open"
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(conn, "hello, %s\n", name); err != nil {
		return err
	}
	return conn.Close()
}

func secure(addr string) (tls.ConnectionState, error) {
	conn, err := tls.Dial("tcp", addr, nil) // want "`tls.Dial` leaves its connection open"
	if err != nil {
		return tls.ConnectionState{}, err
	}
	return conn.ConnectionState(), nil
}

func outbound() (net.IP, error) {
	conn, err := net.DialUDP("udp", nil, &net.UDPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 9}) // want "`net.DialUDP`"
	if err != nil {
		return nil, err
	}
	return conn.LocalAddr().(*net.UDPAddr).IP, nil
}

// isTLS asks for the type alone.
func isTLS(l net.Listener) (bool, error) {
	conn, err := l.Accept() // want "connection open"
	if err != nil {
		return false, err
	}
	_, ok := conn.(*tls.Conn)
	return ok, nil
}

func relay(w io.Writer, l net.Listener) error {
	conn, err := l.Accept() // want "`l.Accept` leaves its connection open"
	if err != nil {
		return err
	}
	_, err = io.Copy(w, conn)
	return err
}
