package example

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"net/http"
)

// list leaves the archive's file open.
func list(path string) error {
	archive, err := zip.OpenReader(path) // want "`zip.OpenReader` leaves its archive open"
	if err != nil {
		return err
	}
	for _, f := range archive.File {
		fmt.Println(f.Name)
	}
	return nil
}

func read(f *zip.File) ([]byte, error) {
	entry, err := f.Open() // want "`f.Open` leaves its file open"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(entry)
}

func size(fsys fs.FS, name string) (int64, error) {
	f, err := fsys.Open(name) // want "`fsys.Open` leaves its file open"
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func isDir(dir http.FileSystem, name string) bool {
	f, err := dir.Open(name) // want "`dir.Open` leaves its file open"
	if err != nil {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.IsDir()
}
