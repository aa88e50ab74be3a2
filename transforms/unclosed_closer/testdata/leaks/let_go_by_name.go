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

// Another manager is told.
func byOther(m, other manager) error {
	s, err := m.Register(5) // want "6 of 8 callers release theirs"
	if err != nil {
		return err
	}
	defer other.Unregister(s.ID())
	return s.serve()
}

// One exit stands ahead of that.
func tooLate(m manager) error {
	s, err := m.Register(6) // want "6 of 8 callers release theirs"
	if err != nil {
		return err
	}
	if err := s.serve(); err != nil {
		return err
	}
	defer m.Unregister(s.ID())
	return s.serve()
}
