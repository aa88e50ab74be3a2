// A wrapper that only has what its maker was given, which is somebody else's, leaves nothing to release of its own.
package wrappers

import "os"

type pages struct {
	in   *os.File
	left int
	done bool
}

func newPages(left int, in *os.File) *pages {
	return &pages{in: in, left: left}
}

func (p *pages) next() bool {
	p.left--
	return p.left > 0
}

func (p *pages) Close() error {
	p.done = true
	if p.in != nil {
		err := p.in.Close()
		p.in = nil
		return err
	}
	return nil
}

type book struct{ file *os.File }

func (b *book) count() (n int) {
	p := newPages(7, b.file)
	for p.next() {
		n++
	}
	return n
}

func countIn(file *os.File) (n int) {
	p := newPages(7, file)
	for p.next() {
		n++
	}
	return n
}

func countOf(path string) (n int, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	p := newPages(7, file)
	for p.next() {
		n++
	}
	return n, nil
}

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

func fourth(file *os.File) bool {
	p := newPages(4, file)
	defer p.Close()
	return p.next()
}

func fifth(file *os.File) bool {
	p := newPages(5, file)
	defer p.Close()
	return p.next()
}

func sixth(file *os.File) bool {
	p := newPages(6, file)
	defer p.Close()
	return p.next()
}
