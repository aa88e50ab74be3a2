package conns

import (
	"context"
	"io"

	"google.golang.org/grpc"
)

type Session interface {
	Ping(ctx context.Context) error
}

type session struct {
	cc *grpc.ClientConn
}

func NewSession(cc *grpc.ClientConn) Session {
	return &session{cc}
}

func (s *session) Ping(ctx context.Context) error {
	return s.cc.Invoke(ctx, "/Session/Ping", nil, nil)
}

func (s *session) Close() error { return s.cc.Close() }

// What the interface hides, an assertion finds.
func ping(ctx context.Context, target string) error {
	conn, err := grpc.NewClient(target)
	if err != nil {
		return err
	}
	s := NewSession(conn)
	if c, ok := s.(io.Closer); ok {
		defer c.Close()
	}
	return s.Ping(ctx)
}

type Once interface {
	Do(ctx context.Context) error
}

type once struct {
	cc *grpc.ClientConn
}

func NewOnce(cc *grpc.ClientConn) Once {
	return &once{cc}
}

func (o *once) Do(ctx context.Context) error {
	defer o.cc.Close()
	return o.cc.Invoke(ctx, "/Once/Do", nil, nil)
}

// A method of another name closes it.
func do(ctx context.Context, target string) error {
	conn, err := grpc.NewClient(target)
	if err != nil {
		return err
	}
	return NewOnce(conn).Do(ctx)
}
