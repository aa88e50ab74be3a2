package wrappers

import "os"

// pages releases what it was given, and has nothing else.
type pages struct {
	in   *os.File
	left int
}

func newPages(left int, in *os.File) *pages {
	return &pages{in: in, left: left}
}

func (p *pages) next() bool {
	p.left--
	return p.left > 0
}

func (p *pages) Close() error { return p.in.Close() }

func first(file *os.File) bool {
	p := newPages(1, file)
	defer p.Close()
	return p.next()
}

func second(file *os.File) bool {
	p := newPages(2, file)
	defer p.Close()
	return p.next()
}

func third(file *os.File) bool {
	p := newPages(3, file)
	defer p.Close()
	return p.next()
}

// count opens what it gives away: nobody else releases it.
func count(path string) (n int, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	p := newPages(7, file) // want "`newPages` makes a value whose `Close` is never called"
	for p.next() {
		n++
	}
	return n, nil
}
