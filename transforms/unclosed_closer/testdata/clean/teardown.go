// What is handed out beside it may well release it.
package teardown

type server struct{ n int }

func (s *server) Stop() {}

func setup() (*server, func()) {
	s := &server{n: 1}
	return s, func() { s.n = 0 }
}

func one() int {
	s, done := setup()
	defer done()
	defer s.Stop()
	return s.n
}

func two() int {
	s, done := setup()
	defer done()
	defer s.Stop()
	return s.n
}

func three() int {
	s, done := setup()
	defer done()
	defer s.Stop()
	return s.n
}

func four() int {
	s, done := setup()
	defer done()
	return s.n
}
