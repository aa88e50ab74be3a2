package shapes

import "errors"

// conn comes from a method, as an interface, and beside another value.
type conn struct{ n int }

func (c *conn) Close() error {
	conns--
	return nil
}

func (c *conn) size() int { return c.n }

type sized interface {
	Close() error
	size() int
}

type pool struct{ made int }

// conns are counted.
var conns int

func (p *pool) conn() *conn {
	conns++
	return &conn{n: 1}
}

func (p *pool) sized() sized { return &conn{n: 2} }

func pair(fail bool) (int, *conn, error) {
	if fail {
		return 0, nil, errors.New("no")
	}
	conns++
	c := &conn{n: 3}
	return 1, c, nil
}

func (p *pool) usesOne() int {
	c := p.conn()
	defer c.Close()
	return c.size()
}

func (p *pool) usesTwo() int {
	c := p.conn()
	n := c.size()
	c.Close()
	return n
}

func (p *pool) leaves() int {
	c := p.conn() // want "`p.conn` makes a value whose `Close` is never called; 2 of 3"
	return c.size()
}

func interfaceOne(p *pool) int {
	s := p.sized()
	defer s.Close()
	return s.size()
}

func interfaceTwo(p *pool) int {
	s := p.sized()
	defer s.Close()
	return s.size() + 1
}

func interfaceLeft(p *pool) int {
	s := p.sized() // want "p.sized"
	return s.size()
}

func pairOne() (int, error) {
	n, c, err := pair(false)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	return n, nil
}

func pairTwo() (int, error) {
	n, c, err := pair(false)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	return n + 1, nil
}

func pairLeft() (int, error) {
	n, c, err := pair(false) // want "pair"
	if err != nil {
		return 0, err
	}
	return n + c.size(), nil
}

func pairDropped() (int, error) {
	n, _, err := pair(false) // want "pair"
	return n, err
}

func pairThree() error {
	_, c, err := pair(true)
	if err != nil {
		return err
	}
	return c.Close()
}
