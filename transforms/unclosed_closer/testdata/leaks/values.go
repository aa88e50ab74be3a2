package values

import "os"

// session is no pointer: who defers its Close closes what the variable holds then.
type session struct{ file *os.File }

func open(path string) (session, error) {
	file, err := os.Open(path)
	if err != nil {
		return session{}, err
	}
	return session{file: file}, nil
}

func (s *session) Close() { s.file.Close() }

func (s *session) read(b []byte) (int, error) { return s.file.Read(b) }

func one(path string) (int, error) {
	s, err := open(path)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	return s.read(make([]byte, 1))
}

func both(first, second string) (n int, err error) {
	s, err := open(first) // want "`open` makes a value whose `Close` is never called"
	if err != nil {
		return 0, err
	}
	if n, err = s.read(make([]byte, 8)); err != nil {
		return n, err
	}
	s, err = open(second) // want "`open` makes a value whose `Close` is never called"
	if err != nil {
		return n, err
	}
	return s.read(make([]byte, 8))
}
