//go:build go1.23

package main

import "iter"

// firstDown returns the first of many results that says that something is wrong.
func firstDown(results iter.Seq[result]) (result, bool) {
	next, _ := iter.Pull(results)
	for {
		r, ok := next()
		if !ok || r.err != nil {
			return r, ok
		}
	}
}
