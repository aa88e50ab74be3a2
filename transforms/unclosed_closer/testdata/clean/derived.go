// What is made of a client needs it for as long as it lives itself: who returns the one returns the other.
package derived

import (
	"context"
	"fmt"
	"net/http"

	"cloud.google.com/go/storage"
	"github.com/gorilla/mux"
)

type shelf struct {
	bucket *storage.BucketHandle
	name   string
}

type library struct {
	main  *shelf
	named map[string]*shelf
	queue chan *shelf
}

func (l *library) size() int { return len(l.named) }

func newShelf(client *storage.Client, name string) *shelf {
	bucket := client.Bucket(name)
	return &shelf{bucket, name}
}

func empty() *library {
	return &library{named: map[string]*shelf{}, queue: make(chan *shelf, 1)}
}

func put(s *shelf) *library {
	l := empty()
	l.main = s
	return l
}

func list(s *shelf) *library {
	l := empty()
	l.named[s.name] = s
	return l
}

func queue(s *shelf) *library {
	l := empty()
	l.queue <- s
	return l
}

func add(l *library, s *shelf) {
	if l.size() > 0 {
		return
	}
	l.main = s
}

func stored(ctx context.Context) *library {
	client, err := storage.NewClient(ctx)
	if err != nil {
		panic(err)
	}
	l := put(newShelf(client, "main"))
	return l
}

func listed(ctx context.Context) *library {
	client, err := storage.NewClient(ctx)
	if err != nil {
		panic(err)
	}
	l := list(newShelf(client, "main"))
	return l
}

func queued(ctx context.Context) *library {
	client, err := storage.NewClient(ctx)
	if err != nil {
		panic(err)
	}
	l := queue(newShelf(client, "main"))
	return l
}

func added(ctx context.Context, l *library) error {
	client, err := storage.NewClient(ctx)
	if err != nil {
		return err
	}
	add(l, newShelf(client, "main"))
	return nil
}

func routed(ctx context.Context, name string) (*mux.Router, error) {
	client, err := storage.NewClient(ctx)
	if err != nil {
		return nil, err
	}
	router := mux.NewRouter()
	router.Handle("/"+name, handler{client.Bucket(name)})
	return router, nil
}

type handler struct{ bucket *storage.BucketHandle }

func (h handler) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprintln(w, h.bucket.BucketName())
}
