// Package lib is what the shapes import.
package lib

import (
	"errors"
	"io"
	"iter"
	"os"
	"sync"
)

// List is generic, and refers to itself.
type List[T any] struct {
	head *Node[T]
	tail *Node[T]
	Len  int
}

type Node[T any] struct {
	Value T
	next  *Node[T]
}

func New[T any](values ...T) *List[T] {
	l := new(List[T])
	for _, v := range values {
		l.Push(v)
	}
	return l
}

func (l *List[T]) Push(v T) *Node[T] {
	n := &Node[T]{Value: v}
	if l.tail != nil {
		l.tail.next = n
	} else {
		l.head = n
	}
	l.tail = n
	l.Len++
	return n
}

func (l *List[E]) Front() *Node[E] { return l.head }

func (n *Node[T]) Next() *Node[T] { return n.next }

func (l *List[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for n := l.Front(); n != nil; n = n.Next() {
			if !yield(i, n.Value) {
				return
			}
			i++
		}
	}
}

func (l *List[T]) Values() iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, v := range l.All() {
			if !yield(v) {
				return
			}
		}
	}
}

// Pair has two parameters, and an alias fixes one of them.
type Pair[K comparable, V any] struct {
	Key   K
	Value V
}

func (p Pair[A, B]) Swap(q Pair[A, B]) (Pair[A, B], Pair[A, B]) { return q, p }

func MakePair[K comparable, V any](k K, v V) Pair[K, V] { return Pair[K, V]{k, v} }

type Named[V any] = Pair[string, V]

// Map takes its result's type from a function.
func Map[S ~[]E, E, R any](s S, f func(E) R) []R {
	out := make([]R, 0, len(s))
	for _, e := range s {
		out = append(out, f(e))
	}
	return out
}

func Filter[S ~[]E, E any](s S, keep func(E) bool) S {
	var out S
	for _, e := range s {
		if keep(e) {
			out = append(out, e)
		}
	}
	return out
}

func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

type Number interface {
	~int | ~int64 | ~float64
}

func Sum[T Number](ns ...T) (sum T) {
	for _, n := range ns {
		sum += n
	}
	return sum
}

func CloseAll[C io.Closer](closers ...C) error {
	var errs []error
	for _, c := range closers {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}

// Container is an interface with parameters, embedded in another.
type Container[T any] interface {
	Get() (T, bool)
	Put(T)
}

type Pool[T any] interface {
	Container[T]
	io.Closer
}

type pool[T any] struct {
	mu   sync.Mutex
	free []T
}

func (p *pool[T]) Get() (v T, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.free); n > 0 {
		v, ok = p.free[n-1], true
		p.free = p.free[:n-1]
	}
	return v, ok
}

func (p *pool[T]) Put(v T)      { p.free = append(p.free, v) }
func (p *pool[T]) Close() error { return nil }

func NewPool[T any](free ...T) Pool[T] { return &pool[T]{free: free} }

// Embedding of an instance, and of pointers.
type Files struct {
	*List[*os.File]
	Named[io.Reader]
	*inner
}

type inner struct{ file *os.File }

func (i *inner) Handle() *os.File { return i.file }

func Open() *Files { return &Files{List: New[*os.File](), inner: &inner{}} }

// A table whose rows have a type without a name.
var Table = []struct {
	Name string
	Open func(string) (*os.File, error)
	Deep struct{ File *os.File }
}{
	{Name: "a", Open: os.Open},
}

type Config struct {
	Log struct {
		Out io.WriteCloser
	}
	On func() (done <-chan error)
}

func Option(c struct{ Out *os.File }) *os.File { return c.Out }

type Func[A, R any] func(A) (R, error)

func (f Func[A, R]) Call(a A) (R, error) { return f(a) }

type Set[T comparable] map[T]struct{}

func (s Set[T]) Add(t T) Set[T] { s[t] = struct{}{}; return s }

type Tree[T interface{ Less(T) bool }] struct {
	left, right *Tree[T]
	value       T
}

func (t *Tree[T]) Insert(v T) *Tree[T] {
	switch {
	case t == nil:
		return &Tree[T]{value: v}
	case v.Less(t.value):
		t.left = t.left.Insert(v)
	default:
		t.right = t.right.Insert(v)
	}
	return t
}
