package ends

import (
	"context"
	"io"
	"net/http"
	"time"

	"google.golang.org/grpc"
)

// All callers end the context of the request: little stays.

func deferred(url string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return ask(ctx, url)
}

func straight(urls []string) {
	for _, url := range urls {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err := ask(ctx, url)
		cancel()
		println(err)
	}
}

func passedOn(ctx context.Context, url string) error {
	ctx = context.WithValue(ctx, "key", 1)
	return ask(ctx, url)
}

func passing() error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	return passedOn(ctx, "http://localhost")
}

func ask(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		return err
	}
	println(resp.StatusCode)
	return nil
}

type client struct{ http.Client }

func (c *client) ask(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := c.Do(req) // want "leaves its response body open"
	if err != nil {
		return err
	}
	println(resp.StatusCode)
	return nil
}

func (c *client) Ask(url string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return c.ask(ctx, url)
}

// A handler's request ends when it is served, and so does a stream.

func proxy(w http.ResponseWriter, r *http.Request) {
	resp, err := http.DefaultTransport.RoundTrip(r) // want "leaves its response body open"
	if err != nil {
		return
	}
	w.WriteHeader(resp.StatusCode)
}

func handle(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), time.Second)
	time.AfterFunc(time.Second, cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost", nil)
	if err != nil {
		return
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		return
	}
	w.WriteHeader(resp.StatusCode)
}

type chunkServer interface {
	Send([]byte) error
	grpc.ServerStream
}

func serve(stream chunkServer) error {
	resp, err := open(stream.Context(), "http://localhost") // want "leaves its response body open"
	if err != nil {
		return err
	}
	println(resp.StatusCode)
	return nil
}

func open(ctx context.Context, url string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req.WithContext(ctx))
}

// One caller leaves it to others.
func kept(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		return err
	}
	println(resp.StatusCode)
	return nil
}

func keeps(url string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return kept(ctx, url)
}

func keepsOn(url string) error {
	return kept(context.Background(), url)
}

// It is called in turns, while one context lasts.
func turn(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		return err
	}
	println(resp.StatusCode)
	return nil
}

func turns(urls []string) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for _, url := range urls {
		turn(ctx, url)
	}
}

// It is more than called.
func value(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		return err
	}
	println(resp.StatusCode)
	return nil
}

func values(url string) (func(context.Context, string) error, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return value, value(ctx, url)
}

// Packages elsewhere may call it.
func Exported(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		return err
	}
	println(resp.StatusCode)
	return nil
}

func exporting(url string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return Exported(ctx, url)
}

// What an interface has of this name may be it.
type asker interface {
	query(ctx context.Context, url string) (int, error)
}

func (c *client) query(ctx context.Context, url string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := c.Do(req) // want "leaves its response body open"
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func queries(c *client, a asker) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	c.query(ctx, "http://localhost")
	a.query(context.Background(), "http://localhost")
}

// The request goes on without its context.
func detached(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequestWithContext(context.WithoutCancel(r.Context()), http.MethodGet, "http://localhost", nil)
	if err != nil {
		return
	}
	resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
	if err != nil {
		return
	}
	w.WriteHeader(resp.StatusCode)
}

// A client's own request is its callers'.
func send(r *http.Request, w io.Writer) error {
	resp, err := http.DefaultClient.Do(r.WithContext(r.Context())) // want "leaves its response body open"
	if err != nil {
		return err
	}
	return resp.Header.Write(w)
}

// Many goroutines ask while one request is served.
func fan(w http.ResponseWriter, r *http.Request) {
	for range 8 {
		go func() {
			req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, "http://localhost", nil)
			if err != nil {
				return
			}
			resp, err := http.DefaultClient.Do(req) // want "leaves its response body open"
			if err != nil {
				return
			}
			println(resp.StatusCode)
		}()
	}
	w.WriteHeader(http.StatusAccepted)
}
