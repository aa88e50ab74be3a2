// Whoever handed it out is told by what name to let it go, and closes what it has kept by that.
package letgobyname

import "errors"

type session struct {
	id   int
	quit chan struct{}
}

func (s *session) ID() int { return s.id }

func (s *session) Close() error {
	close(s.quit)
	return nil
}

func (s *session) serve() error {
	if s.id < 0 {
		return errors.New("negative")
	}
	return nil
}

type manager interface {
	Register(id int) (*session, error)
	Unregister(id int)
}

func one(m manager) error {
	s, err := m.Register(1)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.serve()
}

func two(m manager) error {
	s, err := m.Register(2)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.serve()
}

func three(m manager) error {
	s, err := m.Register(3)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.serve()
}

func four(m manager) error {
	s, err := m.Register(4)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.serve()
}

func five(m manager) error {
	s, err := m.Register(5)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.serve()
}

func six(m manager) error {
	s, err := m.Register(6)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.serve()
}

func byName(m manager) error {
	s, err := m.Register(5)
	if err != nil {
		return err
	}
	defer m.Unregister(s.ID())
	return s.serve()
}

func byNameToItsEnd(m manager) {
	s, err := m.Register(7)
	if err != nil {
		return
	}
	defer m.Unregister(s.ID())
	if s.serve() == nil {
		println("served")
	}
}

type server struct{ sessions manager }

func (s *server) byNameInLiteral() error {
	one, err := s.sessions.Register(6)
	if err != nil {
		return err
	}
	defer func() {
		s.sessions.Unregister(one.ID())
	}()
	return one.serve()
}
