// A variable that is empty where the listener is made leads to no exit that asks for it.
package empty

import "net"

func serve(datagram bool, path string, use func(*net.UnixConn)) error {
	var l net.Listener
	var conn *net.UnixConn
	var err error
	if datagram {
		conn, err = net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
		if err != nil {
			return err
		}
		defer conn.Close()
	} else {
		l, err = net.Listen("unix", path)
		if err != nil {
			return err
		}
	}
	if conn != nil {
		use(conn)
		return nil
	}
	defer l.Close()
	for {
		c, err := l.Accept()
		if err != nil {
			return err
		}
		c.Close()
	}
}
