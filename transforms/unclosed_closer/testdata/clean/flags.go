// Who says that the result is not wanted gets nothing to release.
package flags

import (
	"io"
	"os"
)

type writer interface {
	finish(read bool) (io.ReadCloser, error)
}

type fileWriter struct{ path string }

func (w *fileWriter) finish(read bool) (io.ReadCloser, error) {
	if !read {
		return nil, os.Chmod(w.path, 0o400)
	}
	return os.Open(w.path)
}

type builder struct{ n int }

func (b *builder) build(w writer, read bool) (io.ReadCloser, error) {
	b.n++
	return w.finish(read)
}

func (b *builder) write(w writer) error {
	if _, err := b.build(w, false); err != nil {
		return err
	}
	b.n++
	return nil
}

func (b *builder) copyTo(to io.Writer, w writer) error {
	r, err := b.build(w, true)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.Copy(to, r)
	return err
}
