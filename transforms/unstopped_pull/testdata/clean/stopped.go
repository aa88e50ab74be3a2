// Stopped on every path, or somebody else's to stop.
package example

import "iter"

func deferred(seq iter.Seq[int]) (int, bool) {
	next, stop := iter.Pull(seq)
	defer stop()
	return next()
}

func returned(seq iter.Seq[int]) (func() (int, bool), func()) {
	next, stop := iter.Pull(seq)
	return next, stop
}

type puller struct {
	next func() (int, bool)
	stop func()
}

func kept(seq iter.Seq[int]) *puller {
	next, stop := iter.Pull(seq)
	return &puller{next: next, stop: stop}
}

func zip(a, b iter.Seq[int]) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		next, stop := iter.Pull(b)
		defer stop()
		for v := range a {
			w, ok := next()
			if !ok || !yield(v, w) {
				return
			}
		}
	}
}
