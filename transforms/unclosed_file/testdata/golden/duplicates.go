package duplicates

import (
	"net"
	"os"
)

// net.FileListener and net.FileConn duplicate the descriptor; the original stays to be closed.

func listen(path string) (net.Listener, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // want "os.OpenFile"
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return net.FileListener(f)
}

func dial(path string) (net.Conn, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // want "os.OpenFile"
	if err != nil {
		return nil, err
	}
	defer f.Close()
	conn, err := net.FileConn(f)
	if err != nil {
		return nil, err
	}
	return conn, nil
}
