package example

import (
	"io"
	"mime/multipart"
	"net/http"
)

func upload(w http.ResponseWriter, r *http.Request) {
	f, header, err := r.FormFile("file") // want "`r.FormFile` leaves its file open"
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("X-Name", header.Filename)
	io.Copy(w, f)
}

func content(header *multipart.FileHeader) ([]byte, error) {
	f, err := header.Open() // want "`header.Open` leaves its file open"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}
