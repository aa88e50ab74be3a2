package recorder

import (
	"bufio"
	"net"
	"os"
	"sync"
	"time"
)

// The method that releases it has nothing to do with the file.
type recorder struct {
	file *os.File
	done chan struct{}
}

func newRecorder(path string) (*recorder, error) {
	file, err := os.Create(path) // want "`recorder.Close` leaves open what `os.Create` puts into `file`"
	if err != nil {
		return nil, err
	}
	return &recorder{file: file, done: make(chan struct{})}, nil
}

func (r *recorder) record(line string) error {
	_, err := r.file.WriteString(line)
	return err
}

func (r *recorder) Close() error {
	close(r.done)
	return nil
}

// What takes a lock, and what asks whether it was released before, comes first.
type client struct {
	mu     sync.Mutex
	closed bool
	link   net.Conn
	name   string
}

func dial(addr string) (c *client, err error) {
	c = &client{name: addr}
	c.link, err = net.Dial("tcp", addr) // want "`client.Close` leaves open what `net.Dial` puts into `link`"
	if err != nil {
		return nil, err
	}
	return c, nil
}

func (c *client) send(line string) error {
	return write(c.link, line)
}

func write(conn net.Conn, line string) error {
	w := bufio.NewWriter(conn)
	if _, err := w.WriteString(line); err != nil {
		return err
	}
	return w.Flush()
}

func (c *client) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil
	}
	c.closed = true
	return nil
}

// A field of the same name, released, is another struct's.
type other struct {
	link net.Conn
}

func (o *other) Close() error {
	return o.link.Close()
}

// Nothing of it can be released at all.
type pulse struct {
	beat *time.Ticker
}

func newPulse() *pulse {
	return &pulse{beat: time.NewTicker(time.Second)} // want "nothing releases what `time.NewTicker` puts into `pulse.beat`"
}

func (p *pulse) run(f func()) {
	for range p.beat.C {
		f()
	}
}

// Its release takes one line.
type pipe struct {
	in  net.Conn
	out *os.File
}

func newPipe(addr, path string) (*pipe, error) {
	in, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	out, err := os.Create(path) // want "`pipe.Close` leaves open what `os.Create` puts into `out`"
	if err != nil {
		in.Close()
		return nil, err
	}
	return &pipe{in: in, out: out}, nil
}

func (p *pipe) flush() error { return p.out.Sync() }

func (p *pipe) Close() error { return p.in.Close() } // what comes in ends

// What other functions have beside it is laid out with it.
type beside struct {
	in  net.Conn
	out *os.File
}

func newBeside(in net.Conn, path string) (*beside, error) {
	out, err := os.Create(path) // want "`beside.Close` leaves open what `os.Create` puts into `out`"
	if err != nil {
		return nil, err
	}
	return &beside{in: in, out: out}, nil
}

func (b *beside) flush() error { return b.out.Sync() }
func (b *beside) Close() error { return b.in.Close() }
