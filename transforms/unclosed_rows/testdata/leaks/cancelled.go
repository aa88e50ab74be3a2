package example

import (
	"context"
	"database/sql"
	"time"
)

// latest closes the rows by its context, a moment after it has returned.
func latest(db *sql.DB) (name string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	rows, err := db.QueryContext(ctx, "SELECT name FROM users") // want "rows open"
	if err != nil {
		return "", err
	}
	if rows.Next() {
		err = rows.Scan(&name)
	}
	return name, err
}
