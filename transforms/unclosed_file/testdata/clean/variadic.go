// A variadic function releases each of its arguments.
package variadic

import (
	"io"
	"os"
)

func closeAll(closers ...io.Closer) {
	for _, closer := range closers {
		closer.Close()
	}
}

func closeFiles(files ...*os.File) {
	for _, file := range files {
		if file != nil {
			file.Close()
		}
	}
}

func both(p, q string) error {
	f, err := os.Open(p)
	if err != nil {
		return err
	}
	g, err := os.Open(q)
	if err != nil {
		closeFiles(f)
		return err
	}
	_, err = g.Stat()
	closeAll(f, g)
	return err
}
