package example

import (
	"net"
	"net/http"
	"os"
)

// freePort takes the port that it says is free.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want "`net.Listen` leaves its listener open"
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, nil
}

// serve checks something first.
func serve(addr string, h http.Handler, check func() error) error {
	l, err := net.Listen("tcp", addr) // want "listener open"
	if err != nil {
		return err
	}
	if err := check(); err != nil {
		return err
	}
	return http.Serve(l, h)
}

// inherited leaves the duplicate.
func inherited(fd uintptr) (string, error) {
	f := os.NewFile(fd, "listener")
	defer f.Close()
	l, err := net.FileListener(f) // want "`net.FileListener` leaves its listener open"
	if err != nil {
		return "", err
	}
	return l.Addr().String(), nil
}
