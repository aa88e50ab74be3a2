package paths

import "net"

// accept answers one after another.
func accept(l net.Listener) error {
	for {
		conn, err := l.Accept() // want "connection open"
		if err != nil {
			return err
		}
		if _, err := conn.Write([]byte("busy\n")); err != nil {
			return err
		}
	}
}

// dial gives it away on success.
func dial(addr string, hello []byte) (net.Conn, error) {
	conn, err := net.Dial("tcp", addr) // want "connection open"
	if err != nil {
		return nil, err
	}
	if _, err := conn.Write(hello); err != nil {
		return nil, err
	}
	return conn, nil
}
