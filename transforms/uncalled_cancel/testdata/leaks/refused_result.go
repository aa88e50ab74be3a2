package refused

import (
	"context"
	"database/sql"
	"io"
	"net/http"
	"time"
)

type key struct{}

// The caller gets the context: cancelled at the return, it would be dead on arrival.
func returned(parent context.Context) context.Context {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	return ctx
}

// The caller gets a context made from it.
func derived(parent context.Context) context.Context {
	ctx, _ := context.WithCancel(parent) // want "context.WithCancel"
	return context.WithValue(ctx, key{}, 1)
}

// The caller still reads the body: "context canceled".
func body(parent context.Context, u string) (io.ReadCloser, error) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

// The caller gets the request, and sends it later.
func request(parent context.Context, u string) (*http.Request, error) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	return http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
}

// The caller still reads the rows.
func rows(parent context.Context, db *sql.DB) (*sql.Rows, error) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	return db.QueryContext(ctx, "SELECT name FROM names")
}

// The caller still works in the transaction, which a cancel rolls back.
func begin(parent context.Context, db *sql.DB) (*sql.Tx, error) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	return db.BeginTx(ctx, nil)
}

// The caller gets a closure that waits on it.
func closure(parent context.Context) func() error {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	return func() error {
		<-ctx.Done()
		return ctx.Err()
	}
}

// A named result is the caller's, too.
func named(parent context.Context) (ctx context.Context) {
	ctx, _ = context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	return
}
