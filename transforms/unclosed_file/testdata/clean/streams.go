// Silent: what is not in sight may keep the stream, by its name, or what comes of it goes on.

package clean

import (
	"io"
	"os"

	"example.org/texts"
)

type loader struct{ all any }

func feed(path string, p *texts.Parser) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return give(f, p)
}

func give(r io.Reader, p *texts.Parser) error {
	return p.SetInput(r)
}

func lazily(path string) (any, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return parsed(f)
}

func parsed(r io.Reader) (any, error) {
	return texts.Parse(r)
}

func (l *loader) load(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return l.fill(f)
}

func (l *loader) fill(r io.Reader) (err error) {
	l.all, err = texts.Parse(r)
	return err
}

// As a file, it can be closed.
func whole(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return texts.Check(f)
}
