package reads

import (
	"context"
	"database/sql"
	"net"
	"os/exec"
	"time"
)

// The standard library is done with the context when these return: the fix is safe.

func output(parent context.Context) ([]byte, error) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want "context.WithTimeout"
	cmd := exec.CommandContext(ctx, "date")
	cmd.Dir = "/"
	return cmd.Output()
}

func insert(parent context.Context, db *sql.DB, name string) error {
	ctx, _ := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	_, err := db.ExecContext(ctx, "INSERT INTO names VALUES (?)", name)
	return err
}

func count(parent context.Context, db *sql.DB) (n int, err error) {
	ctx, _ := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	err = db.QueryRowContext(ctx, "SELECT COUNT(*) FROM names").Scan(&n)
	return n, err
}

// names uses its rows up before it returns.
func names(parent context.Context, db *sql.DB) (all []string, err error) {
	ctx, _ := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	rows, err := db.QueryContext(ctx, "SELECT name FROM names")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		all = append(all, name)
	}
	return all, rows.Err()
}

// dial returns a connection. The context is for dialling only: once connected, its end changes nothing.
func dial(parent context.Context, addr string) (net.Conn, error) {
	ctx, _ := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	var d net.Dialer
	return d.DialContext(ctx, "tcp", addr)
}

func resolve(parent context.Context, host string) ([]string, error) {
	ctx, _ := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	return net.DefaultResolver.LookupHost(ctx, host)
}

type key struct{}

// derived contexts end with their parent, and are followed as well.
func derived(parent context.Context, db *sql.DB) error {
	ctx, _ := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	return db.PingContext(context.WithValue(ctx, key{}, "ping"))
}
