// A type assertion asks whether there is anything to release.
package asserted

type querier interface {
	Close() error
	get() int
}

type nothing struct{}

func (nothing) Close() error { return nil }

func (nothing) get() int { return 0 }

type source interface{ querier() (querier, error) }

func one(s source) (int, error) {
	q, err := s.querier()
	if err != nil {
		return 0, err
	}
	defer q.Close()
	return q.get(), nil
}

func two(s source) (int, error) {
	q, err := s.querier()
	if err != nil {
		return 0, err
	}
	defer q.Close()
	return q.get(), nil
}

func three(s source) error {
	q, err := s.querier()
	if err != nil {
		return err
	}
	return q.Close()
}

type merged struct{ all []querier }

func merge(sources []source) (*merged, error) {
	var all []querier
	for _, s := range sources {
		q, err := s.querier()
		if err != nil {
			return nil, err
		}
		if _, ok := q.(nothing); !ok {
			all = append(all, q)
		}
	}
	return &merged{all: all}, nil
}
