package delegated

import (
	"bufio"
	"net"
	"os"
	"time"
)

// The release of a feed ends more than its connection.
type feed struct {
	Conn   net.Conn
	ticker *time.Ticker
	log    *os.File
}

func open(addr, log string) (*feed, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	file, err := os.Create(log)
	if err != nil {
		conn.Close()
		return nil, err
	}
	return &feed{Conn: conn, ticker: time.NewTicker(time.Second), log: file}, nil
}

func (f *feed) Close() {
	f.ticker.Stop()
	f.log.Close()
	f.Conn.Close()
}

func line(addr string) (string, error) {
	f, err := open(addr, "log") // want "whose `Close` is never called"
	if err != nil {
		return "", err
	}
	defer f.Conn.Close()
	return bufio.NewReader(f.Conn).ReadString('\n')
}

// A journal closes its file to go on with the next.
type journal struct{ file *os.File }

func start(name string) (*journal, error) {
	file, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	return &journal{file: file}, nil
}

func (j *journal) Close() error { return j.file.Close() }

func (j *journal) rotate(name string) error {
	if err := j.file.Close(); err != nil {
		return err
	}
	file, err := os.Create(name)
	j.file = file
	return err
}

func rotated(name, next string) error {
	j, err := start(name) // want "whose `Close` is never called"
	if err != nil {
		return err
	}
	return j.rotate(next)
}
