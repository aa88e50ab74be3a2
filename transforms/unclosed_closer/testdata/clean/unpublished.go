// What its release uploads, or commits, in whatever it calls is left where something has failed: it may not be whole.
package unpublished

import (
	"errors"
	"os"
)

type store interface {
	PutObject(name string, content []byte) error
}

type journal interface {
	Put(line string) error
	Close() error
}

type spool struct {
	to   store
	file *os.File
}

func newJournal(to store) (journal, error) {
	file, err := os.CreateTemp("", "spool")
	if err != nil {
		return nil, err
	}
	return &spool{to: to, file: file}, nil
}

func (s *spool) Put(line string) error {
	if line == "" {
		return errors.New("nothing to put")
	}
	_, err := s.file.WriteString(line)
	return err
}

func (s *spool) Close() error { return s.flush() }

func (s *spool) flush() error {
	defer os.Remove(s.file.Name())
	if err := s.file.Close(); err != nil {
		return err
	}
	content, err := os.ReadFile(s.file.Name())
	if err != nil {
		return err
	}
	return s.to.PutObject("spool", content)
}

func mark(to store, lines []string) error {
	j, err := newJournal(to)
	if err != nil {
		return err
	}
	for _, line := range lines {
		if err := j.Put(line); err != nil {
			return err
		}
	}
	return j.Close()
}

func markOne(to store, line string) error {
	j, err := newJournal(to)
	if err != nil {
		return err
	}
	err = j.Put(line)
	return errors.Join(err, j.Close())
}

func markTwo(to store, line string) error {
	j, err := newJournal(to)
	if err != nil {
		return err
	}
	err = errors.Join(j.Put(line), j.Put(line))
	return errors.Join(err, j.Close())
}

func markThree(to store, line string) error {
	j, err := newJournal(to)
	if err != nil {
		return err
	}
	err = errors.Join(j.Put(line), j.Put(line), j.Put(line))
	return errors.Join(err, j.Close())
}
