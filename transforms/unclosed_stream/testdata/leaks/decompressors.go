package example

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"

	"github.com/klauspost/compress/zstd"
)

func unzstd(r io.Reader) ([]byte, error) {
	zr, err := zstd.NewReader(r) // want "`zstd.NewReader` leaves its decompressor open"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(zr)
}

func decode(b []byte) ([]byte, error) {
	zr, err := zstd.NewReader(nil) // want "`zstd.NewReader`"
	if err != nil {
		return nil, err
	}
	return zr.DecodeAll(b, nil)
}

func gunzip(b []byte) ([]byte, error) {
	zr, err := gzip.NewReader(bytes.NewReader(b)) // want "`gzip.NewReader`"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(zr)
}

func inflate(r io.Reader) ([]byte, error) {
	return io.ReadAll(flate.NewReader(r)) // want "`flate.NewReader`"
}

func unzlib(w io.Writer, r io.Reader) error {
	zr, err := zlib.NewReader(r) // want "`zlib.NewReader`"
	if err != nil {
		return err
	}
	_, err = io.Copy(w, zr)
	return err
}
