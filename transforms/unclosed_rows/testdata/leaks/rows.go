package example

import (
	"context"
	"database/sql"
)

// names leaves the rows open where a row can't be scanned.
func names(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT name FROM users") // want "`db.Query` leaves its rows open"
	if err != nil {
		return nil, err
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// exists leaves at the first row.
func exists(ctx context.Context, tx *sql.Tx, id int) (bool, error) {
	rows, err := tx.QueryContext(ctx, "SELECT 1 FROM users WHERE id = ?", id) // want "`tx.QueryContext` leaves its rows open"
	if err != nil {
		return false, err
	}
	return rows.Next(), rows.Err()
}

// first breaks out of the loop.
func first(stmt *sql.Stmt) (name string, err error) {
	rows, err := stmt.Query() // want "rows open"
	if err != nil {
		return "", err
	}
	for rows.Next() {
		if err = rows.Scan(&name); err == nil {
			break
		}
	}
	return name, err
}

// unread is never asked for a row.
func unread(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.QueryContext(ctx, "DELETE FROM users") // want "rows open"
	if err != nil {
		return err
	}
	return nil
}

// closesOnError does not close them otherwise; closing twice is harmless.
func closesOnError(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT age FROM users") // want "rows open"
	if err != nil {
		return 0, err
	}
	if !rows.Next() {
		rows.Close()
		return 0, sql.ErrNoRows
	}
	var age int
	err = rows.Scan(&age)
	return age, err
}

// twice asks again by the same variable.
func twice(db *sql.DB) error {
	rows, err := db.Query("SELECT 1") // want "rows open"
	if err != nil {
		return err
	}
	rows, err = db.Query("SELECT 2")
	if err != nil {
		return err
	}
	defer rows.Close()
	return rows.Err()
}
