package example

import "iter"

// sum leaves when there is no more: only a panic would leave the iterator waiting.
func sum(seq iter.Seq[int]) (n int) {
	next, _ := iter.Pull(seq) // want "`iter.Pull`"
	for {
		v, ok := next()
		if !ok {
			return n
		}
		n += v
	}
}

func count(seq iter.Seq[int]) (n int) {
	next, _ := iter.Pull(seq) // want "`iter.Pull`"
	for _, ok := next(); ok; _, ok = next() {
		n++
	}
	return n
}
