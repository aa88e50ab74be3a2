package watched

import (
	"context"
	"net"
)

type server struct {
	conn net.Conn
}

// The goroutine closes what only this function works with; the end of the work is the end of the context.
func read(ctx context.Context, addr string, buf []byte) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	done, cancel := context.WithCancel(ctx) // want "context.WithCancel"
	_ = cancel
	go func() {
		<-done.Done()
		conn.Close()
	}()
	for {
		if _, err := conn.Read(buf); err != nil {
			return err
		}
	}
}

// The connection outlives the function.
func (s *server) kept(ctx context.Context, addr string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	done, cancel := context.WithCancel(ctx) // want "context.WithCancel"
	_ = cancel
	go func() {
		<-done.Done()
		conn.Close()
	}()
	s.conn = conn
	return nil
}

func returned(ctx context.Context, addr string) (net.Conn, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	done, cancel := context.WithCancel(ctx) // want "context.WithCancel"
	_ = cancel
	go func() {
		<-done.Done()
		conn.Close()
	}()
	_, err = conn.Write([]byte("hello"))
	return conn, err
}

// Nobody works with it here: what goes on with it is out of sight.
func given(ctx context.Context, conn net.Conn) {
	done, cancel := context.WithCancel(ctx) // want "context.WithCancel"
	_ = cancel
	go func() {
		<-done.Done()
		conn.Close()
	}()
}

type worker struct{}

func (w *worker) Start() {}
func (w *worker) Stop()  {}

// What is started goes on behind the function.
func started(ctx context.Context) {
	w := &worker{}
	done, cancel := context.WithCancel(ctx) // want "context.WithCancel"
	_ = cancel
	go func() {
		<-done.Done()
		w.Stop()
	}()
	w.Start()
}
