package example

import (
	"cmp"
	"iter"
)

// first takes one and leaves the rest.
func first(seq iter.Seq[int]) (int, bool) {
	next, stop := iter.Pull(seq) // want "`iter.Pull` leaves its iterator waiting for good"
	_ = stop
	return next()
}

// isSorted leaves at the first that is not.
func isSorted[T cmp.Ordered](seq iter.Seq[T]) bool {
	next, _ := iter.Pull(seq) // want "`iter.Pull`"
	last, ok := next()
	for ok {
		var v T
		if v, ok = next(); ok && v < last {
			return false
		}
		last = v
	}
	return true
}

// equal stops one of two, on one way.
func equal(a, b iter.Seq2[string, int]) bool {
	nextA, stopA := iter.Pull2(a) // want "`iter.Pull2`"
	nextB, stopB := iter.Pull2(b)
	defer stopB()
	for {
		k, v, more := nextA()
		l, w, okB := nextB()
		if more != okB || k != l || v != w {
			return false
		}
		if !more {
			stopA()
			return true
		}
	}
}
