package delegated

import (
	"bufio"
	"fmt"
	"net"
	"os"
)

// All that the release of a session does is to close its connection.
type session struct {
	Conn   net.Conn
	Reader *bufio.Reader
}

func open(addr string) (*session, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &session{Conn: conn, Reader: bufio.NewReader(conn)}, nil
}

func (s *session) Close() { s.Conn.Close() }

// Closing that is closing the session.
func line(addr string) (string, error) {
	s, err := open(addr)
	if err != nil {
		return "", err
	}
	defer s.Conn.Close()
	return s.Reader.ReadString('\n')
}

// So it is where another function does.
func sent(addr string) error {
	s, err := open(addr)
	if err != nil {
		return err
	}
	return send(s.Conn, "hello")
}

func send(conn net.Conn, text string) error {
	defer conn.Close()
	_, err := conn.Write([]byte(text))
	return err
}

// And where a literal does.
func answered(addr string) error {
	hangUp := func(conn net.Conn) error {
		defer conn.Close()
		_, err := conn.Write(nil)
		return err
	}
	s, err := open(addr)
	if err != nil {
		return err
	}
	return hangUp(s.Conn)
}

// Done closes the file, as Close would.
type writer struct {
	file *os.File
	buf  *bufio.Writer
}

func create(name string) (*writer, error) {
	file, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	return &writer{file: file, buf: bufio.NewWriter(file)}, nil
}

func (w *writer) Done() error {
	if err := w.buf.Flush(); err != nil {
		return err
	}
	return w.file.Close()
}

func (w *writer) Close() error {
	if err := w.file.Close(); err != nil {
		return fmt.Errorf("closing %s: %w", w.file.Name(), err)
	}
	return nil
}

func write(name, text string) error {
	w, err := create(name)
	if err != nil {
		return err
	}
	fmt.Fprint(w.buf, text)
	return w.Done()
}

func abandon(name string) error {
	w, err := create(name)
	if err != nil {
		return err
	}
	return w.Close()
}
