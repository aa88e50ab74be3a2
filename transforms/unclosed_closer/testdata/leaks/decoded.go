package decoded

import (
	"net"
	"os"

	"gopkg.in/yaml.v3"
)

// spec is read from a document, and dials when somebody asks for it.
type spec struct {
	Addr string   `yaml:"addr"`
	Tags []string `yaml:"tags"`
	conn net.Conn
}

func load(path string) (*spec, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s := &spec{}
	if err := yaml.Unmarshal(text, s); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *spec) dial() error {
	conn, err := net.Dial("tcp", s.Addr)
	if err != nil {
		return err
	}
	s.conn = conn
	return nil
}

func (s *spec) Close() error {
	if s.conn == nil || len(s.Tags) == 0 {
		return nil
	}
	return s.conn.Close()
}

func one(path string) error {
	s, err := load(path)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.dial()
}

func two(path string) error {
	s, err := load(path)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.dial()
}

func three(path string) error {
	s, err := load(path)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.dial()
}

// No more than a document was read.
func tags(path string) (int, error) {
	s, err := load(path)
	if err != nil {
		return 0, err
	}
	return len(s.Tags), nil
}

// It is dialled: a leak.
func dials(path string) (int, error) {
	s, err := load(path) // want "whose `Close` is never called"
	if err != nil {
		return 0, err
	}
	if err := s.dial(); err != nil {
		return 0, err
	}
	return len(s.Tags), nil
}
