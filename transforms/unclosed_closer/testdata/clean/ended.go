// It has ended by itself, or only goes back into a pool.
package ended

import "sync"

type session struct{ done chan struct{} }

func newSession() *session {
	s := &session{done: make(chan struct{})}
	go func() { <-s.done }()
	return s
}

func (s *session) Done() <-chan struct{} { return s.done }

func (s *session) Close() {}

func one() {
	s := newSession()
	defer s.Close()
}

func two(stop <-chan struct{}) {
	for {
		s := newSession()
		select {
		case <-stop:
			s.Close()
			return
		case <-s.Done():
			continue
		}
	}
}

type parser struct{ text string }

var parsers = sync.Pool{New: func() any { return &parser{} }}

func newParser(text string) *parser {
	p := parsers.Get().(*parser)
	p.text = text
	return p
}

func (p *parser) Close() { defer parsers.Put(p) }

func (p *parser) size() int { return len(p.text) }

func first() int {
	p := newParser("a")
	defer p.Close()
	return p.size()
}

func second() int {
	p := newParser("b")
	defer p.Close()
	return p.size()
}

func third() int {
	p := newParser("c")
	defer p.Close()
	return p.size()
}

func fourth() int {
	p := newParser("d")
	return p.size()
}
