// Released with what it was made of, or with what is made of it.
package example

import "os"

type store struct{ f *os.File }

func open(name string) (*store, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return &store{f: f}, nil
}

func (s *store) Close() error { return s.f.Close() }

func (s *store) view() *view { return &view{s: s} }

func (s *store) part() (*part, error) { return &part{store: s}, nil }

// A view ends with its store, and its store with it.
type view struct{ s *store }

func (v *view) read(b []byte) (int, error) { return v.s.f.Read(b) }

func (v *view) Close() error { return v.s.Close() }

// What a part has is its store's release.
type part struct {
	*store
	n int
}

func (p *part) read(b []byte) (int, error) { return p.f.Read(b) }

func viewed(name string) error {
	s, err := open(name)
	if err != nil {
		return err
	}
	v := s.view()
	defer v.Close()
	_, err = v.read(nil)
	return err
}

func parted(name string) error {
	s, err := open(name)
	if err != nil {
		return err
	}
	p, err := s.part()
	if err == nil {
		_, err = p.read(nil)
	}
	s.Close()
	return err
}

func size(name string) (int64, error) {
	s, err := open(name)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	info, err := s.f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func first(name string) (byte, error) {
	s, err := open(name)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	p, err := s.part()
	if err != nil {
		return 0, err
	}
	defer p.Close()
	b := make([]byte, 1)
	_, err = p.read(b)
	return b[0], err
}

func second(name string) (byte, error) {
	s, err := open(name)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	p, err := s.part()
	if err != nil {
		return 0, err
	}
	defer p.Close()
	b := make([]byte, 2)
	_, err = p.read(b)
	return b[1], err
}
