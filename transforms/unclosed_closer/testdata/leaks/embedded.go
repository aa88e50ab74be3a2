package embedded

import "database/sql"

type base struct {
	*sql.DB
	queries int
}

// store has another database beside the one from which its release comes.
type store struct {
	*base
	other *sql.DB
}

func newStore(name string, other *sql.DB) (*store, error) {
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	return &store{base: &base{DB: db}, other: other}, nil
}

func (s *store) count() int { return s.queries }

func closesTheOther(name string, other *sql.DB) (int, error) {
	s, err := newStore(name, other) // want "whose `Close` is never called"
	if err != nil {
		return 0, err
	}
	defer s.other.Close()
	return s.count(), nil
}

// hiding has a database of its own by the name of the embedded one.
type hiding struct {
	*base
	DB *sql.DB
}

func newHiding(name string, other *sql.DB) (*hiding, error) {
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	return &hiding{base: &base{DB: db}, DB: other}, nil
}

func closesTheHiding(name string, other *sql.DB) (int, error) {
	h, err := newHiding(name, other) // want "whose `Close` is never called"
	if err != nil {
		return 0, err
	}
	defer h.DB.Close()
	return h.queries, nil
}
