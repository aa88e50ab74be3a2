package spellings

import (
	"io"
	fsys "os"
)

var root = "/srv"

// The same leak under other declarations, an alias of the import, and odd layouts.

func assigned(path string) (data []byte, err error) {
	var f *fsys.File
	f, err = fsys.Open(path) // want "fsys.Open"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func declared(path string) ([]byte, error) {
	var f, err = fsys.Open(path) // want "fsys.Open"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func unchecked(path string) ([]byte, error) {
	f, _ := fsys.Open(path) // want "fsys.Open"
	return io.ReadAll(f)
}

func nilChecked(path string) []byte {
	f, _ := fsys.Open(path) // want "fsys.Open"
	if f == nil {
		return nil
	}
	data, _ := io.ReadAll(f)
	return data
}

func manyLines(name string) ([]byte, error) {
	f, err := fsys.OpenFile( // want "fsys.OpenFile"
		root+"/"+name,
		fsys.O_RDONLY,
		0, // no bits
	)
	if err != nil {
		return nil, err
	} // opened

	// Small files only.
	return io.ReadAll(f)
}

func parenthesised(path string) ([]byte, error) {
	f, err := (fsys.Open)((path)) // want "Open"
	if (err) != (nil) {
		return nil, err
	}
	return io.ReadAll(f)
}

func noUse(path string) bool {
	_, err := fsys.Stat(path)
	if err != nil {
		return false
	}
	f, err := fsys.Open(path) // want "fsys.Open"
	if err != nil {
		return false
	}
	return f != nil
}

func methodValue(path string) ([]byte, error) {
	f, err := fsys.Open(path) // want "fsys.Open"
	if err != nil {
		return nil, err
	}
	// A method value that nothing calls.
	_ = f.Close
	return io.ReadAll(f)
}
