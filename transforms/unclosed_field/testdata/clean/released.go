// Fields that somebody releases, or may release.
package clean

import (
	"io"
	"net"
	"os"
)

// Its release stands in a method that the release calls.
type direct struct{ file *os.File }

func newDirect(path string) (*direct, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &direct{file: file}, nil
}

func (d *direct) Read(p []byte) (int, error) { return d.file.Read(p) }
func (d *direct) Close() error               { return d.drop() }
func (d *direct) drop() error                { return d.file.Close() }

// Another constructor is given what it puts there: it may be somebody else's.
type borrowed struct{ conn net.Conn }

func newBorrowed(conn net.Conn) *borrowed { return &borrowed{conn: conn} }

func dialBorrowed(addr string) (*borrowed, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &borrowed{conn: conn}, nil
}

func (b *borrowed) Write(p []byte) (int, error) { return b.conn.Write(p) }
func (b *borrowed) Close() error                { return nil }

// A getter hands it out.
type lender struct{ file *os.File }

func newLender(path string) (*lender, error) {
	l := &lender{}
	var err error
	if l.file, err = os.Open(path); err != nil {
		return nil, err
	}
	return l, nil
}

func (l *lender) Reader() io.ReadCloser { return l.file }
func (l *lender) Size() int64 {
	info, _ := l.file.Stat()
	return info.Size()
}
func (l *lender) Close() error { return nil }

// A copy of it is released.
type copied struct{ file *os.File }

func newCopied(path string) (*copied, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &copied{file: file}, nil
}

func (c *copied) Read(p []byte) (int, error) { return c.file.Read(p) }
func (c *copied) Close() error {
	file := c.file
	return file.Close()
}

// A goroutine ends it.
type served struct{ listener net.Listener }

func newServed(addr string, stop <-chan struct{}) (*served, error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	go func() {
		<-stop
		listener.Close()
	}()
	return &served{listener: listener}, nil
}

func (s *served) Addr() string { return s.listener.Addr().String() }
func (s *served) Close() error { return nil }

// It is held and never used: the port is to be no other's.
type reserved struct{ listener net.Listener }

func newReserved() (*reserved, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return &reserved{listener: listener}, nil
}

func (r *reserved) Close() error { return nil }

// A value of the struct may be made without names.
type pair struct {
	file *os.File
	name string
}

func newPair(path string) (*pair, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &pair{file: file, name: path}, nil
}

func pairOf(file *os.File) *pair { return &pair{file, "given"} }

func (p *pair) Read(b []byte) (int, error) { return p.file.Read(b) }
func (p *pair) Close() error               { return nil }

// What embeds the struct releases the field that it promotes.
type base struct{ spool *os.File }

func (b *base) Read(p []byte) (int, error) { return b.spool.Read(p) }
func (b *base) Stop()                      {}

type outer struct{ base }

func newOuter(path string) (*outer, error) {
	spool, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &outer{base: base{spool: spool}}, nil
}

func (o *outer) Close() error { return o.spool.Close() }

// So does what is defined by it.
type shown struct{ pages *os.File }
type hidden shown

func newShown(path string) (*shown, error) {
	pages, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &shown{pages: pages}, nil
}

func (s *shown) Read(p []byte) (int, error) { return s.pages.Read(p) }
func (s *shown) Close() error               { return (*hidden)(s).shut() }
func (h *hidden) shut() error               { return h.pages.Close() }

// And what it is converted to.
type given struct {
	lines *os.File
	name  string
}
type taken struct {
	lines *os.File
	name  string
}

func newGiven(path string) (*given, error) {
	lines, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &given{lines: lines, name: path}, nil
}

func (g given) Read(p []byte) (int, error) { return g.lines.Read(p) }
func (g given) Close() error               { return taken(g).shut() }
func (t taken) shut() error                { return t.lines.Close() }
