// The error is received again, and asked for by another name; or nobody asks here.
package asked

import "net"

func accept(ln net.Listener, done chan bool) {
	errc := make(chan error, 1)
	conn, err := ln.Accept()
	errc <- err
	if failed := <-errc; failed != nil {
		return
	}
	if err != nil {
		return
	}
	conn.Close()
}

func tell(ln net.Listener, errc chan error) {
	_, err := ln.Accept()
	errc <- err
}
