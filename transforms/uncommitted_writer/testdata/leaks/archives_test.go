package archives

import (
	"bytes"
	"compress/gzip"
	"testing"
)

func TestRead(t *testing.T) {
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf) // want "gzip.NewWriter"
	if _, err := zw.Write([]byte("text")); err != nil {
		t.Fatal(err)
	}
	if buf.Len() == 0 {
		t.Error("nothing was written")
	}
}
