// The function that comes back beside the file closes it.
package cleanup

import "os"

func open(path string) (*os.File, func(), error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	return f, func() { f.Close() }, nil
}

func openNamed(path string) (*os.File, func() error, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	done := func() error { return f.Close() }
	return f, done, nil
}

func size(path string) int64 {
	f, done, err := open(path)
	if err != nil {
		return 0
	}
	defer done()
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}

func name(path string) (string, error) {
	f, done, err := openNamed(path)
	if err != nil {
		return "", err
	}
	return f.Name(), done()
}
