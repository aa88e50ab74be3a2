package example

import (
	"context"
	"database/sql"
)

// insert prepares a statement for each call.
func insert(db *sql.DB, names []string) error {
	stmt, err := db.Prepare("INSERT INTO users (name) VALUES (?)") // want "`db.Prepare` leaves its statement open"
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := stmt.Exec(name); err != nil {
			return err
		}
	}
	return nil
}

// pragma takes a connection out of the pool.
func pragma(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx) // want "`db.Conn` keeps its connection from the pool"
	if err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "PRAGMA optimize")
	return err
}
