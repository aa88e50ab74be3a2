// Closed on every path, by whatever means.
package example

import (
	"context"
	"database/sql"
	"io"
	"log"
)

func deferred(db *sql.DB) error {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}

func checked(db *sql.DB) error {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return err
	}
	defer func() {
		if err := rows.Close(); err != nil {
			log.Print(err)
		}
	}()
	return rows.Err()
}

func byHelper(db *sql.DB) error {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return err
	}
	defer closer(rows)
	return rows.Err()
}

func closer(c io.Closer) { _ = c.Close() }

func byMethodValue(db *sql.DB) error {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return err
	}
	defer ignore(rows.Close)
	return rows.Err()
}

func ignore(f func() error) { _ = f() }

func merged(db *sql.DB, all bool) (err error) {
	var rows *sql.Rows
	if all {
		rows, err = db.Query("SELECT 1")
	} else {
		rows, err = db.Query("SELECT 2")
	}
	if err != nil {
		return err
	}
	defer rows.Close()
	return rows.Err()
}

func returned(db *sql.DB) (*sql.Rows, error) {
	return db.Query("SELECT 1")
}

func given(ctx context.Context, db *sql.DB, use func(*sql.Rows) error) error {
	rows, err := db.QueryContext(ctx, "SELECT 1")
	if err != nil {
		return err
	}
	return use(rows)
}

func scanned(db *sql.DB) (n int, err error) {
	row := db.QueryRow("SELECT 1")
	if err := row.Scan(&n); err != nil {
		return 0, err
	}
	err = db.QueryRow("SELECT 2").Scan(&n)
	return n, err
}

// A row with an error has nothing to scan.
func asked(db *sql.DB) (n int, err error) {
	row := db.QueryRow("SELECT 1")
	if row.Err() != nil {
		return 0, row.Err()
	}
	err = row.Scan(&n)
	return n, err
}
