// A method that hands back its receiver makes nothing, be it by another method.
package clean

import "os"

type builder struct{ file *os.File }

func newBuilder(path string) (*builder, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &builder{file: file}, nil
}

func (b *builder) Close() error { return b.file.Close() }

func (b *builder) edit(change func(string) string) *builder {
	b.file.WriteString(change("text"))
	return b
}

func (b *builder) replace(text string) *builder {
	return b.edit(func(string) string { return text })
}

func first(path string) error {
	b, err := newBuilder(path)
	if err != nil {
		return err
	}
	defer b.Close()
	b.replace("one").replace("two")
	return nil
}

func second(path string) error {
	b, err := newBuilder(path)
	if err != nil {
		return err
	}
	defer b.Close()
	b.replace("three")
	return nil
}

func third(path string) error {
	b, err := newBuilder(path)
	if err != nil {
		return err
	}
	c := b.replace("four")
	defer c.Close()
	return nil
}

func fourth(path string) error {
	b, err := newBuilder(path)
	if err != nil {
		return err
	}
	c := b.replace("five")
	defer c.Close()
	return nil
}

func fifth(path string) error {
	b, err := newBuilder(path)
	if err != nil {
		return err
	}
	c := b.replace("six")
	defer c.Close()
	return nil
}
