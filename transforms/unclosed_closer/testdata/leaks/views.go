package views

// Behind an interface without a release, others can only use the value.

type store struct {
	done chan struct{}
	n    int
}

// stores are counted.
var stores int

func newStore() *store {
	stores++
	return &store{done: make(chan struct{}), n: 1}
}

func (s *store) Close() { close(s.done) }

type hashes interface{ hash(at int) int }

type hasher struct{ s *store }

func newHashes(s *store) hashes { return &hasher{s: s} }

func (h *hasher) hash(at int) int { return at * h.s.n }

func usual() int {
	s := newStore()
	defer s.Close()
	return s.n
}

func usually() int {
	s := newStore()
	defer s.Close()
	return s.n + 1
}

func viewed() int {
	s := newStore() // want "newStore"
	h := newHashes(s)
	return h.hash(3)
}

// The view goes on.
func handed() hashes {
	s := newStore()
	return newHashes(s)
}
