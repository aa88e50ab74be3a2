package unstarted

import "net"

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

func serves() error {
	n := newNode("a:1")
	defer n.Shutdown()
	return n.Start()
}

func servesToo() error {
	n := newNode("b:1")
	defer n.Shutdown()
	return n.Start()
}

func asks() string {
	n := newNode("c:1")
	defer n.Shutdown()
	return n.title()
}

func asksToo() string {
	n := newNode("d:1")
	defer n.Shutdown()
	return n.title()
}

func asksOnly() string {
	n := newNode("e:1") // want "whose `Shutdown` is never called"
	return n.title()
}

func servesOn() error {
	n := newNode("f:1") // want "whose `Shutdown` is never called"
	return n.Start()
}
