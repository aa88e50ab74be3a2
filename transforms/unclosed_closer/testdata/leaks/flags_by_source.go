package flags

import "net"

// A line comes in any case; the flag says something else of it.
type line struct{ conn net.Conn }

func (l *line) Close() error { return l.conn.Close() }

func open(addr string) (*line, bool) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		panic(err)
	}
	l := &line{conn: conn}
	if addr == "localhost:1" {
		return l, false
	}
	return l, true
}

func count(addr string) int {
	l, isRemote := open(addr) // want "whose `Close` is not called on every path"
	if !isRemote {
		return 0
	}
	defer l.Close()
	return 1
}
