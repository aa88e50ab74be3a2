package conns

import (
	"context"

	"google.golang.org/grpc"
)

// Clients as protoc writes them: the interface has no Close, so that the connection is the caller's to close.
type StoreClient interface {
	Get(ctx context.Context, key string) (string, error)
}

type storeClient struct {
	cc grpc.ClientConnInterface
}

func NewStoreClient(cc grpc.ClientConnInterface) StoreClient {
	return &storeClient{cc}
}

func (c *storeClient) Get(ctx context.Context, key string) (string, error) {
	var out string
	err := c.cc.Invoke(ctx, "/Store/Get", key, &out)
	return out, err
}

func get(ctx context.Context, target, key string) (string, error) {
	conn, err := grpc.NewClient(target) // want "`grpc.NewClient` leaves its connection open"
	if err != nil {
		return "", err
	}
	return NewStoreClient(conn).Get(ctx, key)
}
