// Somebody else unlocks: whoever called, whoever is called, or whoever gets the unlock.
package others

import (
	"errors"
	"sync"
)

var errEmpty = errors.New("empty")

type entry struct {
	mu sync.Mutex
	n  int
}

func use(e *entry, key string) error {
	e.mu.Lock()
	if key == "" {
		e.mu.Unlock()
		return errEmpty
	}
	return nil
}

func done(e *entry) { e.mu.Unlock() }

type queue struct {
	guard sync.Mutex
	n     int
}

func (q *queue) next(key string) int {
	q.guard.Lock()
	if key == "" {
		return q.finish()
	}
	q.guard.Unlock()
	return 0
}

func (q *queue) finish() int {
	n := q.n
	q.guard.Unlock()
	return n
}

type gate struct{ latch sync.Mutex }

func (g *gate) handed(key string) func() {
	g.latch.Lock()
	if key == "" {
		g.latch.Unlock()
		return nil
	}
	return g.latch.Unlock
}

type pair struct{ bolt sync.Mutex }

func (p *pair) byLiteral(key string, later func(func())) bool {
	p.bolt.Lock()
	if key == "" {
		later(func() { p.bolt.Unlock() })
		return false
	}
	p.bolt.Unlock()
	return true
}

func (p *pair) byGoroutine(key string) bool {
	p.bolt.Lock()
	if key == "" {
		go func() {
			p.bolt.Unlock()
		}()
		return false
	}
	p.bolt.Unlock()
	return true
}

type lent struct{ key sync.Mutex }

func (l *lent) byAddress(name string) bool {
	l.key.Lock()
	if name == "" {
		unlock(&l.key)
		return false
	}
	l.key.Unlock()
	return true
}

func unlock(l sync.Locker) { println(l) }

// Open has an exported mutex, which its callers unlock.
type Open struct{ sync.Mutex }

// Get hands it out.
func (o *Open) Get(name string) bool {
	o.Lock()
	if name == "" {
		o.Unlock()
		return false
	}
	return true
}

// A condition has a mutex by a name of its own.
type tank struct {
	level sync.Mutex
	full  *sync.Cond
	n     int
}

func newTank() *tank {
	t := &tank{}
	t.full = sync.NewCond(&t.level)
	return t
}

func (t *tank) drain(key string) error {
	t.level.Lock()
	for t.n == 0 {
		t.full.Wait()
	}
	if key == "" {
		t.full.L.Unlock()
		return errEmpty
	}
	t.level.Unlock()
	return nil
}
