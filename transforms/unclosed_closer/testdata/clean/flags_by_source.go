package flags

import (
	"net"
	"unicode/utf8"
)

// A line is there only where its text is valid.
type line struct{ conn net.Conn }

func (l *line) Close() error { return l.conn.Close() }

type opener interface {
	open(addr string) (*line, bool)
}

type dialer struct{}

func (dialer) open(addr string) (*line, bool) {
	if !utf8.ValidString(addr) {
		return nil, false
	}
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, false
	}
	return &line{conn: conn}, true
}

// Nothing is there where the flag says so.
func count(addr string) int {
	l, isValid := dialer{}.open(addr)
	if !isValid {
		return 0
	}
	defer l.Close()
	return 1
}

// Nor behind an interface all of whose implementations say so.
func countBehind(o opener, addr string) int {
	l, isValid := o.open(addr)
	if !isValid {
		return 0
	}
	defer l.Close()
	return 1
}
