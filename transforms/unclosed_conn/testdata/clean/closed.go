// Closed on every path, or handed over.
package example

import (
	"bufio"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"testing"
)

func deferred(addr string) (string, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	return bufio.NewReader(conn).ReadString('\n')
}

func each(l net.Listener, handle func(net.Conn)) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go handle(conn)
	}
}

func refuse(l net.Listener) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		conn.Close()
	}
}

// Closing the result closes what it was made of.
func secure(addr string, config *tls.Config) (net.Conn, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return tls.Client(conn, config), nil
}

func lines(addr string) (*textproto.Conn, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return textproto.NewConn(conn), nil
}

// A server closes the listener that it is given.
func serve(addr string, h http.Handler) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return http.Serve(l, h)
}

func inBackground(addr string, srv *http.Server) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	go srv.Serve(l)
	return nil
}

func started(t *testing.T, h http.Handler) *httptest.Server {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewUnstartedServer(h)
	srv.Listener.Close()
	srv.Listener = l
	srv.Start()
	t.Cleanup(srv.Close)
	return srv
}

type client struct{ conn net.Conn }

func (c *client) connect(addr string) (err error) {
	c.conn, err = net.Dial("tcp", addr)
	return err
}

// Nobody waits at its other end yet.
func pipe(conns chan<- net.Conn, done <-chan struct{}) {
	r, w := net.Pipe()
	defer w.Close()
	select {
	case conns <- r:
	case <-done:
	}
}

// Closing the one end ends the other: it has nothing of its own.
func halfPipe() net.Conn {
	c, _ := net.Pipe()
	return c
}

func closedPeer(serve func(net.Conn)) {
	client, server := net.Pipe()
	defer server.Close()
	client.LocalAddr()
	serve(server)
}

func answered(b []byte) (int, error) {
	here, there := net.Pipe()
	go func() {
		there.Write(b)
		there.Close()
	}()
	return here.Read(b)
}
