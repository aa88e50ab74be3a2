// What is handed out is somebody else's as well: a registry's, a field's, the package's.
package shared

type conn struct{ n int }

func (c *conn) Close() error { return nil }

func (c *conn) send() int { return c.n }

type registry struct {
	conns []*conn
	main  *conn
	named map[string]*conn
}

// add keeps what it returns, and Close of the registry releases it.
func (r *registry) add() *conn {
	c := &conn{n: 1}
	r.conns = append(r.conns, c)
	return c
}

func (r *registry) name(name string) *conn {
	c := &conn{n: 2}
	r.named[name] = c
	return c
}

// get returns what others share.
func (r *registry) get() *conn { return r.main }

var global = &conn{}

func current() *conn { return global }

func (r *registry) Close() error {
	for _, c := range r.conns {
		c.Close()
	}
	return nil
}

func addsOne(r *registry) {
	c := r.add()
	defer c.Close()
	c.send()
}

func addsTwo(r *registry) {
	c := r.add()
	defer c.Close()
	c.send()
}

func adds(r *registry) int { return r.add().send() }

func named(r *registry) int {
	c := r.name("a")
	return c.send()
}

func namedOne(r *registry) {
	c := r.name("b")
	defer c.Close()
	c.send()
}

func namedTwo(r *registry) {
	c := r.name("b")
	defer c.Close()
	c.send()
}

func gets(r *registry) int {
	c := r.get()
	return c.send()
}

func getsTwo(r *registry) int { return r.get().send() }

func ends(r *registry) {
	c := r.get()
	c.Close()
}

func global1() int { return current().send() }

func global2() int {
	c := current()
	return c.send()
}

func globalEnd() { current().Close() }
