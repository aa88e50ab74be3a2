package unstarted

import (
	"net"
	"testing"
)

// node listens once it is started; some ask it things before.
type node struct {
	ln   net.Listener
	name string
}

func newNode(name string) *node {
	n := new(node)
	n.name = name
	return n
}

func (n *node) Start() (err error) {
	n.ln, err = net.Listen("tcp", n.name)
	return err
}

func (n *node) Shutdown() {
	if n.ln != nil {
		n.ln.Close()
	}
}

func (n *node) title() string { return "node " + n.name }

func TestServe(t *testing.T) {
	n := newNode("a:1")
	defer n.Shutdown()
	if err := n.Start(); err != nil {
		t.Fatal(err)
	}
}

func TestServeAnother(t *testing.T) {
	n := newNode("b:1")
	defer n.Shutdown()
	if err := n.Start(); err != nil {
		t.Fatal(err)
	}
}

func TestTitle(t *testing.T) {
	n := newNode("c:1")
	defer n.Shutdown()
	t.Log(n.title())
}

func TestTitleOfAnother(t *testing.T) {
	n := newNode("d:1")
	defer n.Shutdown()
	t.Log(n.title())
}

func TestTitleAlone(t *testing.T) {
	n := newNode("e:1")
	t.Log(n.title())
}

func TestServeOn(t *testing.T) {
	n := newNode("f:1") // want "whose `Shutdown` is never called"
	if err := n.Start(); err != nil {
		t.Fatal(err)
	}
}
