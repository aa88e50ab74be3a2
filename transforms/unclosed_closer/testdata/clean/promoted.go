// The release that comes from what is embedded is not that of the file beside it: nothing says that it ends both.
package promoted

import (
	"io"
	"os"
)

type titled struct {
	io.Closer
	f    *os.File
	name string
}

func openTitled(name string, with io.Closer) (*titled, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return &titled{with, f, name}, nil
}

func (t *titled) title() string { return t.name }

func asks(name string, with io.Closer) (string, error) {
	t, err := openTitled(name, with)
	if err != nil {
		return "", err
	}
	return t.title(), nil
}
