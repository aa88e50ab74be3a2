// An error that mentions the value is nothing to read from.
package errors

type store struct{ name string }

// names tells who is there.
var names = map[string]bool{}

func newStore(name string) *store {
	names[name] = true
	return &store{name: name}
}

func (s *store) Close() { delete(names, s.name) }

type problem struct{ of *store }

func (p *problem) Error() string { return p.of.name }

func (s *store) check() error { return &problem{of: s} }

func one() error {
	s := newStore("a")
	defer s.Close()
	return s.check()
}

func two() error {
	s := newStore("b")
	defer s.Close()
	return s.check()
}

func three() error {
	s := newStore("c")
	defer s.Close()
	return s.check()
}

func four() error {
	s := newStore("d") // want "3 of 4 callers release theirs"
	return s.check()
}
