package siblings

import "net"

// What comes from one call may be two things, each with a release of its own.
type end struct{ c net.Conn }

func (e *end) Close() error { return e.c.Close() }

func (e *end) send(b []byte) error {
	_, err := e.c.Write(b)
	return err
}

func pair(left, right string) (*end, *end, error) {
	l, err := net.Dial("tcp", left)
	if err != nil {
		return nil, nil, err
	}
	r, err := net.Dial("tcp", right)
	if err != nil {
		l.Close()
		return nil, nil, err
	}
	return &end{c: l}, &end{c: r}, nil
}

func both() error {
	l, r, err := pair("a:1", "b:1")
	if err != nil {
		return err
	}
	defer l.Close()
	defer r.Close()
	return l.send(nil)
}

func one() error {
	l, r, err := pair("a:2", "b:2") // want "`pair` makes a value whose `Close` is never called"
	if err != nil {
		return err
	}
	defer l.Close()
	return r.send(nil)
}
