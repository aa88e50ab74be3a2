package promoted

import "os"

// named has the release of the file that it embeds.
type named struct {
	*os.File
	name string
}

func openNamed(name string) (*named, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return &named{f, name}, nil
}

func (n *named) title() string { return n.name }

func forgets(name string) (string, error) {
	n, err := openNamed(name) // want "whose `Close` is never called; what `os.Open` hands out stays with it"
	if err != nil {
		return "", err
	}
	return n.title(), nil
}
