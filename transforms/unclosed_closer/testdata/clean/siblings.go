// What came from the same call outlasts the function, and lives on it.
package siblings

import "net"

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
