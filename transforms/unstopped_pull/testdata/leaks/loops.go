package loops

import "iter"

// heads pulls from one after another.
func heads(all []iter.Seq[int]) (heads []int) {
	for _, seq := range all {
		next, _ := iter.Pull(seq) // want "`iter.Pull`"
		if v, ok := next(); ok {
			heads = append(heads, v)
		}
	}
	return heads
}
