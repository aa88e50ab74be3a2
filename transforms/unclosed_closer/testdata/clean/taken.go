// Who is given it releases it, as its callers rely on: those who keep it to themselves release it.
package taken

type conn struct{ n int }

func newConn() *conn { return &conn{n: 1} }

func (c *conn) Close() {}

type closer interface{ Close() }

var served []closer

func serve(c closer) { served = append(served, c) }

func one() int {
	c := newConn()
	defer c.Close()
	return c.n
}

func two() int {
	c := newConn()
	defer c.Close()
	return c.n
}

func three() int {
	c := newConn()
	defer c.Close()
	return c.n
}

func given() {
	c := newConn()
	serve(c)
}

func givenToo() {
	c := newConn()
	serve(c)
}
