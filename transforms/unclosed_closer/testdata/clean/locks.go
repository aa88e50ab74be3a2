// A lock is taken and given back by two methods: what hands it out makes nothing.
package locks

import "sync"

type table struct {
	mu sync.Mutex
	n  int
}

// lock hands out the table itself.
func (t *table) lock() *table {
	t.mu.Lock()
	return t
}

func (t *table) Release() { t.mu.Unlock() }

func (t *table) add() { t.n++ }

func one(t *table) {
	l := t.lock()
	defer l.Release()
	l.add()
}

func two(t *table) {
	l := t.lock()
	defer l.Release()
	l.add()
}

func three(t *table) {
	l := t.lock()
	defer l.Release()
	l.add()
}

// fourth releases by the name it knows.
func fourth(t *table) {
	l := t.lock()
	l.add()
	t.Release()
}
