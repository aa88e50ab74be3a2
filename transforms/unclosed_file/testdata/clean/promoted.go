// The file is closed by the field that it is embedded in.
package promoted

import "os"

type handle struct{ *os.File }

func open(path string) (handle, error) {
	f, err := os.Open(path)
	if err != nil {
		return handle{}, err
	}
	return handle{f}, nil
}

func read(path string) (string, error) {
	h, err := open(path)
	if err != nil {
		return "", err
	}
	defer h.File.Close()
	return h.Name(), nil
}
