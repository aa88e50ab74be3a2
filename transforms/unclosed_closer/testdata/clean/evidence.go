// What others do with theirs says nothing of this one, or it ends in another way.
package evidence

import (
	"errors"
	"io"
	"net"
)

// A stream ends with the session that opened it.
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

func (s *stream) greet() error { return errors.New("rude") }

type holder struct{ session *session }

func (h *holder) Close() error { return h.session.Close() }

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

func openHeld(h *holder) (*stream, error) {
	st, err := h.session.Open()
	if err != nil {
		return nil, err
	}
	if err := st.greet(); err != nil {
		h.Close()
		return nil, err
	}
	return st, nil
}

// What it is given is what its Close ends.
type store struct{ keeper io.Closer }

func newStore(keeper io.Closer) *store { return &store{keeper: keeper} }

func (s *store) Close() error {
	if s.keeper == nil {
		return nil
	}
	return s.keeper.Close()
}

func (s *store) size() int { return 0 }

func kept(k io.Closer) int {
	s := newStore(k)
	defer s.Close()
	return s.size()
}

func keptToo(k io.Closer) int {
	s := newStore(k)
	defer s.Close()
	return s.size()
}

func keptByNobody() int {
	s := newStore(nil)
	return s.size()
}

// Every turn wraps what the one before has made.
type stage interface {
	kind() string
	Close() error
}

type plain struct{ c net.Conn }

func (p *plain) kind() string { return "plain" }

func (p *plain) Close() error { return p.c.Close() }

func first() stage {
	c, err := net.Dial("tcp", "a:1")
	if err != nil {
		panic(err)
	}
	return &plain{c: c}
}

var stages map[string]func(stage) (stage, error)

func next(s stage) (stage, error) { return stages[s.kind()](s) }

func once(s stage) (string, error) {
	n, err := next(s)
	if err != nil {
		return "", err
	}
	defer n.Close()
	return n.kind(), nil
}

func twice(s stage) (string, error) {
	n, err := next(s)
	if err != nil {
		return "", err
	}
	defer n.Close()
	return n.kind(), nil
}

func thrice(s stage) (string, error) {
	n, err := next(s)
	if err != nil {
		return "", err
	}
	defer n.Close()
	return n.kind(), nil
}

func chain(s stage) (string, error) {
	var err error
	for {
		if s, err = next(s); err != nil {
			return "", err
		}
		if s.kind() == "plain" {
			break
		}
	}
	defer s.Close()
	return s.kind(), nil
}

// Commit has done with it, whatever it says.
type upload interface {
	Write(p []byte) (int, error)
	Commit() error
	Close() error
}

type uploads interface{ Start() (upload, error) }

func sends(to uploads) error {
	u, err := to.Start()
	if err != nil {
		return err
	}
	defer u.Close()
	return u.Commit()
}

func writes(to uploads) error {
	u, err := to.Start()
	if err != nil {
		return err
	}
	defer u.Close()
	_, err = u.Write(nil)
	return err
}

func writesToo(to uploads) error {
	u, err := to.Start()
	if err != nil {
		return err
	}
	defer u.Close()
	_, err = u.Write(nil)
	return err
}

func writesAgain(to uploads) error {
	u, err := to.Start()
	if err != nil {
		return err
	}
	defer u.Close()
	_, err = u.Write(nil)
	return err
}

func commitsOnly(to uploads) error {
	u, err := to.Start()
	if err != nil {
		return err
	}
	return u.Commit()
}

// By an interface of another release it is released, too.
func target() (io.WriteCloser, error) {
	return net.Dial("tcp", "a:1")
}

func aborts(p []byte) error {
	w, err := target()
	if err != nil {
		return err
	}
	if _, err := w.Write(p); err != nil {
		if a, ok := w.(interface{ CloseWithError(error) error }); ok {
			_ = a.CloseWithError(err)
		} else {
			_ = w.Close()
		}
		return err
	}
	return w.Close()
}

// Whether there are other modes, only those who ask know.
func modes(mode string, a, b io.Closer) int {
	s := newStore(a)
	var other *store
	switch mode {
	case "again":
		s.Close()
		other = newStore(b)
	case "same":
		other = s
	}
	defer other.Close()
	return other.size()
}
