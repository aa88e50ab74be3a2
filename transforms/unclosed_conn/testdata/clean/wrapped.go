// Who closes what wraps a connection closes the connection.
package wrapped

import (
	"crypto/tls"
	"net"
	"net/textproto"
)

func closesWrapper(addr string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	secure := tls.Client(conn, &tls.Config{ServerName: addr})
	defer secure.Close()
	return secure.Handshake()
}

func inItsPlace(addr string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	conn = tls.Client(conn, &tls.Config{ServerName: addr})
	defer conn.Close()
	_, err = conn.Write([]byte("hello"))
	return err
}

func returnsWrapper(addr string) (*textproto.Conn, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return textproto.NewConn(conn), nil
}

func byHelper(addr string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	return talk(tls.Client(conn, &tls.Config{ServerName: addr}))
}

func talk(conn net.Conn) error {
	defer conn.Close()
	_, err := conn.Write([]byte("hello"))
	return err
}

type session struct {
	secure *tls.Conn
}

func (s *session) stop() {
	s.secure.Close()
}

func byOwner(addr string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	s := &session{secure: tls.Client(conn, &tls.Config{ServerName: addr})}
	defer s.stop()
	return s.secure.Handshake()
}

func secureOrNot(addr string, config *tls.Config) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	if config != nil {
		conn = tls.Client(conn, config)
	}
	defer conn.Close()
	_, err = conn.Write([]byte("hello"))
	return err
}
