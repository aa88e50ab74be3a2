// The stream is read to its end, or its context ends, or somebody else has it.
package ended

import (
	"context"
	"errors"
	"io"
	"time"
)

type request struct{ id int64 }

type response struct{ ttl int64 }

type Lease_KeepAliveClient interface {
	Send(*request) error
	Recv() (*response, error)
	CloseSend() error
	Context() context.Context
}

type Lease_UploadClient interface {
	Send(*request) error
	CloseAndRecv() (*response, error)
}

type client interface {
	KeepAlive(ctx context.Context) (Lease_KeepAliveClient, error)
	Upload(ctx context.Context) (Lease_UploadClient, error)
}

func drained(ctx context.Context, c client) (ttls []int64, err error) {
	stream, err := c.KeepAlive(ctx)
	if err != nil {
		return nil, err
	}
	for {
		resp, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		ttls = append(ttls, resp.ttl)
	}
	return ttls, nil
}

func nested(ctx context.Context, c client, fn func(int64)) error {
	stream, err := c.KeepAlive(ctx)
	if err != nil {
		return err
	}
	for {
		resp, err := stream.Recv()
		if err != nil {
			if err == io.EOF {
				return nil
			}
			return err
		}
		fn(resp.ttl)
	}
}

func cancelled(parent context.Context, c client) (*response, error) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	stream, err := c.KeepAlive(ctx)
	if err != nil {
		return nil, err
	}
	resp, err := stream.Recv()
	if err != nil {
		return nil, err
	}
	return resp, nil
}

func returned(ctx context.Context, c client) (Lease_KeepAliveClient, error) {
	stream, err := c.KeepAlive(ctx)
	if err != nil {
		return nil, err
	}
	return stream, nil
}

func uploaded(ctx context.Context, c client) (*response, error) {
	stream, err := c.Upload(ctx)
	if err != nil {
		return nil, err
	}
	if err := stream.Send(&request{}); err != nil {
		return nil, err
	}
	return stream.CloseAndRecv()
}

// It is left where its context is done alone.
func followed(ctx context.Context, c client, ttls chan<- int64) {
	stream, err := c.KeepAlive(ctx)
	if err != nil {
		return
	}
	for {
		resp, err := stream.Recv()
		if err != nil {
			return
		}
		select {
		case ttls <- resp.ttl:
		case <-ctx.Done():
			return
		}
	}
}
