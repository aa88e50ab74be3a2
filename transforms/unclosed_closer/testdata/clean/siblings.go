// What came from the same call outlasts the function, and lives on it.
package siblings

import (
	"io"
	"net"
	"os"
)

type server struct{ ln net.Listener }

func (s *server) Shutdown() { s.ln.Close() }

type client struct{ s *server }

func setUp() (*server, *client) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	s := &server{ln: ln}
	return s, &client{s: s}
}

func first() {
	s, _ := setUp()
	defer s.Shutdown()
}

func second() {
	s, _ := setUp()
	defer s.Shutdown()
}

func third() {
	s, _ := setUp()
	defer s.Shutdown()
}

func connect() *client {
	_, c := setUp()
	return c
}

// A response and its body are one resource under two names.
type reply struct{ body io.ReadCloser }

func ask(path string) (*reply, io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	r := &reply{body: wrap(f)}
	return r, r.body, nil
}

var wrap func(io.ReadCloser) io.ReadCloser

func read(path string) ([]byte, error) {
	_, body, err := ask(path)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return io.ReadAll(body)
}

func readToo(path string) ([]byte, error) {
	_, body, err := ask(path)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return io.ReadAll(body)
}

func readAsWell(path string) ([]byte, error) {
	_, body, err := ask(path)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return io.ReadAll(body)
}

func readReply(path string) (int, error) {
	r, body, err := ask(path)
	if err != nil {
		return 0, err
	}
	defer r.body.Close()
	n, err := body.Read(make([]byte, 8))
	return n, err
}
