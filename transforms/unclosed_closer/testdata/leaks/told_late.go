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

// Behind another use it is that which has failed.
func asksLater(src io.Closer) (int, error) {
	c, err := newCursor(src) // want "is not called on every path"
	if err != nil {
		return 0, err
	}
	for c.next() {
	}
	if err := c.Err(); err != nil {
		return 0, err
	}
	return c.at, c.Close()
}

// It is there where it tells of no failure.
func leavesAtEnd(src io.Closer) (int, error) {
	c, err := newCursor(src) // want "is never called"
	if err != nil {
		return 0, err
	}
	if err := c.Err(); err != nil {
		return 0, err
	}
	for c.next() {
	}
	return c.at, nil
}

// Something else is asked for first.
func asksForMore(src io.Closer, limit int) (int, error) {
	c, err := newCursor(src) // want "is not called on every path"
	if err != nil {
		return 0, err
	}
	if c.at > limit {
		return 0, errors.New("too far")
	}
	if c.Err() != nil {
		return 0, c.Err()
	}
	return c.at, c.Close()
}
