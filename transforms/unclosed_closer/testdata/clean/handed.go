// Handed over: somebody else releases it.
package handed

import "fmt"

type conn struct{ n int }

func dial() *conn { return &conn{n: 1} }

func (c *conn) Close() error { return nil }

func (c *conn) send() int { return c.n }

// serve takes the connection over.
func (c *conn) serve() {
	go func() {
		defer c.Close()
		fmt.Println(c.n)
	}()
}

// owner releases what it was given.
type owner struct{ c *conn }

func newOwner(c *conn) *owner { return &owner{c: c} }

func (o *owner) Close() error { return o.c.Close() }

func one() int {
	c := dial()
	defer c.Close()
	return c.send()
}

func two() int {
	c := dial()
	defer c.Close()
	return c.send()
}

func three() int {
	c := dial()
	defer c.Close()
	return c.send()
}

func owned() int {
	o := newOwner(dial())
	defer o.Close()
	return o.c.send()
}

func ownedByName() int {
	c := dial()
	o := newOwner(c)
	defer o.Close()
	return c.send()
}

func literal() int {
	c := dial()
	o := &owner{c: c}
	defer o.Close()
	return c.send()
}

func returned() *conn {
	c := dial()
	c.send()
	return c
}

type client struct {
	conn *conn
	all  map[string]*conn
}

func (cl *client) connect() { cl.conn = dial() }

func (cl *client) keep(name string) {
	c := dial()
	c.send()
	cl.all[name] = c
}

func served() {
	c := dial()
	c.serve()
}

func sent(to chan<- *conn) {
	c := dial()
	to <- c
}

func background(done chan struct{}) {
	c := dial()
	go func() {
		<-done
		c.Close()
	}()
}
