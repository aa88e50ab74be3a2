package parents

import "net"

type session struct{ c net.Conn }

type stream struct{ c net.Conn }

func (s *session) Open() (*stream, error) {
	c, err := net.Dial("tcp", "a:1")
	if err != nil {
		return nil, err
	}
	return &stream{c: c}, nil
}

func (s *session) Close() error { return s.c.Close() }

func (s *stream) Close() error { return s.c.Close() }

func (s *stream) greet() error { return nil }

func open(s *session) error {
	st, err := s.Open()
	if err != nil {
		return err
	}
	defer st.Close()
	return st.greet()
}

func openToo(s *session) error {
	st, err := s.Open()
	if err != nil {
		return err
	}
	defer st.Close()
	return st.greet()
}

// The session ends on one of the paths only.
func half(s *session) error {
	st, err := s.Open() // want "whose `Close` is never called"
	if err != nil {
		return err
	}
	if err := st.greet(); err != nil {
		s.Close()
		return err
	}
	return st.greet()
}

// Behind a switch all of whose cases return there is nothing but its default.
func sorted(s *session, mode string) (*stream, error) {
	st, err := s.Open() // want "whose `Close` is not called on every path"
	if err != nil {
		return nil, err
	}
	switch mode {
	case "greet":
		st.Close()
		return nil, nil
	case "keep":
		return st, nil
	}
	return nil, nil
}
