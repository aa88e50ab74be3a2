package derived

import (
	"context"
	"errors"

	"cloud.google.com/go/storage"
)

type shelf struct {
	bucket *storage.BucketHandle
	name   string
}

type library struct {
	main *shelf
}

func newShelf(client *storage.Client, name string) *shelf {
	bucket := client.Bucket(name)
	return &shelf{bucket, name}
}

func empty() (*library, error) {
	if len(names) == 0 {
		return nil, errors.New("no names")
	}
	return &library{}, nil
}

var names []string

func put(s *shelf) (*library, error) {
	l, err := empty()
	if err != nil {
		return nil, err
	}
	l.main = s
	return l, nil
}

// Where it fails nobody has the client; where it does not, the library's shelf goes on with it.
func open(ctx context.Context, name string) (*library, error) {
	client, err := storage.NewClient(ctx) // want "storage.NewClient"
	if err != nil {
		return nil, err
	}
	l, err := put(newShelf(client, name))
	if err != nil {
		return nil, err
	}
	return l, nil
}

// The library is left here, and the client with it.
func count(ctx context.Context, name string) (int, error) {
	client, err := storage.NewClient(ctx) // want "storage.NewClient"
	if err != nil {
		return 0, err
	}
	l, err := put(newShelf(client, name))
	if err != nil {
		return 0, err
	}
	return len(l.main.name), nil
}
