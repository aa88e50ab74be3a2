// What is asked for its failure as soon as it is made was not made, where it tells one.
package told

import (
	"errors"
	"io"
)

type cursor struct {
	err error
	src io.Closer
	at  int
}

func newCursor(src io.Closer) (*cursor, error) {
	if src == nil {
		return nil, errors.New("nothing to read")
	}
	return &cursor{src: src}, nil
}

func (c *cursor) Err() error { return c.err }

func (c *cursor) next() bool {
	c.at++
	return c.err == nil && c.at < 3
}

func (c *cursor) Close() error { return c.src.Close() }

func first(src io.Closer) error {
	c, err := newCursor(src)
	if err != nil {
		return err
	}
	defer c.Close()
	for c.next() {
	}
	return nil
}

func second(src io.Closer) error {
	c, err := newCursor(src)
	if err != nil {
		return err
	}
	defer c.Close()
	c.next()
	return nil
}

func third(src io.Closer) error {
	c, err := newCursor(src)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Err()
}

func asksAtOnce(src io.Closer) (int, error) {
	c, err := newCursor(src)
	if err != nil {
		return 0, err
	}
	if err := c.Err(); err != nil {
		return 0, err
	}
	for c.next() {
	}
	return c.at, c.Close()
}

func asksInPlace(src io.Closer) (int, error) {
	c, _ := newCursor(src)
	if c.Err() != nil {
		return 0, c.Err()
	}
	for c.next() {
	}
	return c.at, c.Close()
}

func asksAhead(src io.Closer) (int, error) {
	c, err := newCursor(src)
	if err != nil {
		return 0, err
	}
	err = c.Err()
	if err == nil {
		c.next()
		return c.at, c.Close()
	}
	return 0, err
}
