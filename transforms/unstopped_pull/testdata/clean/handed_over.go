// Whoever has next may ask until there is no more.
package example

import "iter"

func goes(seq iter.Seq[int], out chan<- int) {
	next, _ := iter.Pull(seq)
	go func() {
		for v, ok := next(); ok; v, ok = next() {
			out <- v
		}
	}()
}

func drained(seq iter.Seq[int], drain func(func() (int, bool))) {
	next, _ := iter.Pull(seq)
	drain(next)
}
