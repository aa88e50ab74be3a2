// Who releases what it has given to a callee knows that the callee does not.
package loans

import "strings"

type store struct{ names []string }

// stores are counted.
var stores int

func newStore(names string) *store {
	stores++
	return &store{names: strings.Fields(names)}
}

func (s *store) Close() { stores-- }

// index keeps the store, and has no release.
type index struct {
	from  []source
	count int
}

type source interface{ Close() }

func newIndex(s source) *index {
	i := &index{}
	i.from = append(i.from, s)
	return i
}

func (i *index) size() int { return len(i.from) + i.count }

func first() int {
	s := newStore("a")
	defer s.Close()
	return newIndex(s).size()
}

func second() int {
	s := newStore("b")
	defer s.Close()
	i := newIndex(s)
	return i.size()
}

func third() int {
	s := newStore("c")
	i := newIndex(s)
	defer s.Close()
	return i.size()
}

func fourth() int {
	s := newStore("d") // want "3 of 4 callers release theirs"
	i := newIndex(s)
	return i.size()
}

// What lives off it is somebody else's.
func open() *index {
	s := newStore("e")
	return newIndex(s)
}
