// The Close of a writer commits: it belongs where all was written, and is not a release that anybody else could place.
package example

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"io"
	"mime/multipart"

	"github.com/klauspost/compress/zstd"
)

func gz(w io.Writer, b []byte) error {
	zw := gzip.NewWriter(w)
	if _, err := zw.Write(b); err != nil {
		return err
	}
	return zw.Close()
}

func archive(w io.Writer, name string, b []byte) error {
	zw := zip.NewWriter(w)
	f, err := zw.Create(name)
	if err != nil {
		return err
	}
	if _, err := f.Write(b); err != nil {
		return err
	}
	return zw.Close()
}

func tarball(w io.Writer, h *tar.Header) error {
	tw := tar.NewWriter(w)
	if err := tw.WriteHeader(h); err != nil {
		return err
	}
	return tw.Close()
}

func form(w io.Writer) error {
	mw := multipart.NewWriter(w)
	if err := mw.WriteField("a", "b"); err != nil {
		return err
	}
	return mw.Close()
}

func zst(w io.Writer, b []byte) error {
	zw, err := zstd.NewWriter(w)
	if err != nil {
		return err
	}
	if _, err := zw.Write(b); err != nil {
		return err
	}
	return zw.Close()
}
