// Nobody releases it, or too few do: a Close by itself is no evidence.
package unpractised

type view struct{ n int }

func newView() *view { return &view{n: 1} }

func (v *view) Close() error { return nil }

func (v *view) len() int { return v.n }

func one() int { return newView().len() }

func two() int {
	v := newView()
	return v.len()
}

// once is the only one to close.
func once() int {
	v := newView()
	defer v.Close()
	return v.len()
}
