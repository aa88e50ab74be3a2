package registries

import (
	"net"
	"sync"
	"sync/atomic"
)

type pool struct {
	idle   sync.Map
	newest atomic.Pointer[client]
}

type client struct{ c net.Conn }

func (c *client) Close() error { return c.c.Close() }

func (c *client) ping() {}

// take hands out what it takes away from all others.
func (p *pool) take(addr string) *client {
	v, ok := p.idle.LoadAndDelete(addr)
	if !ok {
		return nil
	}
	return v.(*client)
}

func (p *pool) pop(addr string) *client {
	v, ok := p.idle.Load(addr)
	if !ok {
		return nil
	}
	p.idle.Delete(addr)
	return v.(*client)
}

func (p *pool) replace(c *client) *client { return p.newest.Swap(c) }

func one(p *pool) {
	a := p.take("a")
	defer a.Close()
	b := p.pop("a")
	defer b.Close()
	c := p.replace(nil)
	defer c.Close()
}

func two(p *pool) {
	a := p.take("b")
	defer a.Close()
	b := p.pop("b")
	defer b.Close()
	c := p.replace(nil)
	defer c.Close()
}

func three(p *pool) {
	a := p.take("c")
	defer a.Close()
	b := p.pop("c")
	defer b.Close()
	c := p.replace(nil)
	defer c.Close()
}

func four(p *pool) {
	a := p.take("d")
	defer a.Close()
	b := p.pop("d")
	defer b.Close()
	c := p.replace(nil)
	defer c.Close()
}

func five(p *pool) {
	a := p.take("e")
	defer a.Close()
	b := p.pop("e")
	defer b.Close()
	c := p.replace(nil)
	defer c.Close()
}

func taken(p *pool) {
	c := p.take("f") // want "`p.take` makes a value whose `Close` is never called; 5 of 6 callers release theirs"
	c.ping()
}

func popped(p *pool) {
	c := p.pop("f") // want "`p.pop` makes a value whose `Close` is never called; 5 of 6 callers release theirs"
	c.ping()
}

func replaced(p *pool) {
	c := p.replace(nil) // want "`p.replace` makes a value whose `Close` is never called; 5 of 6 callers release theirs"
	c.ping()
}
