package main

import (
	"net"
	"os"
)

// client has a connection, which ends with the process.
type client struct{ conn net.Conn }

func dial(addr string) (*client, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &client{conn: conn}, nil
}

func (c *client) Close() error { return c.conn.Close() }

func (c *client) ask() bool { return c.conn != nil }

// journal writes its end when it is closed, and takes its mark away.
type journal struct{ f *os.File }

func open(path string) (*journal, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &journal{f: f}, nil
}

func (j *journal) Close() error {
	if err := os.Remove(j.f.Name() + ".open"); err != nil {
		return err
	}
	return j.f.Close()
}

func (j *journal) empty() bool { return j.f == nil }

func main() {
	run()
}

func run() {
	c, err := dial("a:1") // want "whose `Close` is never called"
	if err != nil || !c.ask() {
		return
	}
	j, err := open("journal") // want "whose `Close` is never called"
	if err != nil {
		return
	}
	println(j.empty())
}
