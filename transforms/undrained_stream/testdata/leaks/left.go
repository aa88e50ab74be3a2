package left

import (
	"context"
	"errors"
	"io"
)

type request struct{ id int64 }

type response struct{ ttl int64 }

type Lease_KeepAliveClient interface {
	Send(*request) error
	Recv() (*response, error)
	CloseSend() error
	Context() context.Context
}

type client interface {
	KeepAlive(ctx context.Context) (Lease_KeepAliveClient, error)
}

// One answer is enough.
func once(ctx context.Context, c client, id int64) (*response, error) {
	stream, err := c.KeepAlive(ctx) // want "c.KeepAlive"
	if err != nil {
		return nil, err
	}
	if err := stream.Send(&request{id}); err != nil {
		return nil, err
	}
	resp, err := stream.Recv()
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// What is looked for may come before the end.
func find(c client, ttl int64) error {
	stream, err := c.KeepAlive(context.Background()) // want "c.KeepAlive"
	if err != nil {
		return err
	}
	for {
		resp, err := stream.Recv()
		if err == io.EOF {
			return errors.New("not found")
		}
		if err != nil {
			return err
		}
		if resp.ttl == ttl {
			return nil
		}
	}
}

// Contexts would pile up.
func refusedLoop(c client, times int) error {
	for i := 0; i < times; i++ {
		stream, err := c.KeepAlive(context.Background()) // want "c.KeepAlive"
		if err != nil {
			return err
		}
		if _, err := stream.Recv(); err != nil {
			return err
		}
	}
	return nil
}

// What goes on behind the function keeps the context that it was given.
func started(ctx context.Context, c client) error {
	stream, err := c.KeepAlive(ctx) // want "c.KeepAlive"
	if err != nil {
		return err
	}
	if _, err := stream.Recv(); err != nil {
		return err
	}
	go func() { <-ctx.Done() }()
	return nil
}
