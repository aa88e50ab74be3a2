// A release that completes what was written: no edit puts it where nobody asks whether that is whole.
package archives

import "io"

type archive struct{ to io.Writer }

func newArchive(to io.Writer) *archive { return &archive{to: to} }

func (a *archive) add(name string) error {
	_, err := io.WriteString(a.to, name)
	return err
}

func (a *archive) Close() error {
	_, err := io.WriteString(a.to, "end")
	return err
}

func first(to io.Writer) error {
	a := newArchive(to)
	if err := a.add("first"); err != nil {
		a.Close()
		return err
	}
	return a.Close()
}

func second(to io.Writer) error {
	a := newArchive(to)
	if err := a.add("second"); err != nil {
		a.Close()
		return err
	}
	return a.Close()
}

func third(to io.Writer) error {
	a := newArchive(to)
	defer a.Close()
	return a.add("third")
}

// What has failed half-way is better left incomplete, and nothing else is left.
func half(to io.Writer) error {
	a := newArchive(to)
	if err := a.add("half"); err != nil {
		return err
	}
	return a.Close()
}

// Nobody completes it.
func open(to io.Writer) error {
	a := newArchive(to) // want "`newArchive` makes a value whose `Close` is never called"
	return a.add("open")
}
