// What stands in a sync.Map, or behind an atomic pointer, stays there: whoever asks for it borrows it.
package registries

import (
	"net"
	"sync"
	"sync/atomic"
)

type dialer struct {
	conns  sync.Map
	newest atomic.Pointer[client]
	any    atomic.Value
}

type client struct{ c net.Conn }

func (c *client) Close() error { return c.c.Close() }

func (c *client) ping() {}

func connect(addr string) *client {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return nil
	}
	return &client{c: c}
}

func (d *dialer) get(addr string) *client {
	if v, ok := d.conns.Load(addr); ok {
		return v.(*client)
	}
	c := connect(addr)
	if c == nil {
		return nil
	}
	actual, loaded := d.conns.LoadOrStore(addr, c)
	if loaded {
		_ = c.Close()
	}
	return actual.(*client)
}

func (d *dialer) last() *client { return d.newest.Load() }

func (d *dialer) stored() *client {
	c, _ := d.any.Load().(*client)
	return c
}

var shared sync.Map

func find(addr string) *client {
	v, ok := shared.Load(addr)
	if !ok {
		return nil
	}
	return v.(*client)
}

func one(d *dialer) {
	a, b, c, e := d.get("a"), d.last(), d.stored(), find("a")
	defer a.Close()
	defer b.Close()
	defer c.Close()
	defer e.Close()
}

func two(d *dialer) {
	a := d.get("b")
	defer a.Close()
	b := d.last()
	defer b.Close()
	c := d.stored()
	defer c.Close()
	e := find("b")
	defer e.Close()
}

func three(d *dialer) {
	a := d.get("c")
	defer a.Close()
	b := d.last()
	defer b.Close()
	c := d.stored()
	defer c.Close()
	e := find("c")
	defer e.Close()
}

func four(d *dialer) {
	a := d.get("d")
	defer a.Close()
	b := d.last()
	defer b.Close()
	c := d.stored()
	defer c.Close()
	e := find("d")
	defer e.Close()
}

func five(d *dialer) {
	a := d.get("d")
	defer a.Close()
	b := d.last()
	defer b.Close()
	c := d.stored()
	defer c.Close()
	e := find("d")
	defer e.Close()
}

func borrows(d *dialer) {
	d.get("e").ping()
	a := d.get("e")
	a.ping()
	b := d.last()
	b.ping()
	c := d.stored()
	c.ping()
	e := find("e")
	e.ping()
}
