// Tests release what they have given to an engine that ends with them; the program's engine goes on with it.
package loans_test

import "testing"

type log struct{ lines []string }

func newLog() *log { return &log{lines: []string{"start"}} }

func (l *log) Close() error { return nil }

type engine struct{ log closer }

type closer interface{ Close() error }

var current = &engine{}

func (e *engine) use(l closer) { e.log = l }

func reload() {
	l := newLog()
	current.use(l)
}

func TestOne(t *testing.T) {
	e := &engine{}
	l := newLog()
	defer l.Close()
	e.use(l)
}

func TestTwo(t *testing.T) {
	e := &engine{}
	l := newLog()
	defer l.Close()
	e.use(l)
}

func TestThree(t *testing.T) {
	e := &engine{}
	l := newLog()
	defer l.Close()
	e.use(l)
}
