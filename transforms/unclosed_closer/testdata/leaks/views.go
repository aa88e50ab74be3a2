package views

import "os"

// Behind an interface without a release, others can only use the value.

type store struct {
	f *os.File
	n int
}

func newStore(f *os.File) *store {
	return &store{f: f, n: 1}
}

func (s *store) Close() error { return s.f.Close() }

type hashes interface{ hash(at int) int }

type hasher struct{ s *store }

func newHashes(s *store) hashes { return &hasher{s: s} }

func (h *hasher) hash(at int) int { return at * h.s.n }

func usual(f *os.File) int {
	s := newStore(f)
	defer s.Close()
	return s.n
}

func usually(f *os.File) int {
	s := newStore(f)
	defer s.Close()
	return s.n + 1
}

func viewed(f *os.File) int {
	s := newStore(f) // want "newStore"
	h := newHashes(s)
	return h.hash(3)
}

// The view goes on.
func handed(f *os.File) hashes {
	s := newStore(f)
	return newHashes(s)
}
