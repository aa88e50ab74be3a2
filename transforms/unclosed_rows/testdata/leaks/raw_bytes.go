package example

import (
	"database/sql"
	"os"
)

// print needs the rows until the last view of them was written.
func print(db *sql.DB, queries []string) error {
	for _, query := range queries {
		rows, err := db.Query(query) // want "`db.Query` leaves its rows open"
		if err != nil {
			return err
		}
		var name sql.RawBytes
		if rows.Next() {
			rows.Scan(&name)
		}
		os.Stdout.Write(name)
	}
	return nil
}

type record struct {
	name sql.RawBytes
	id   int
}

// Whoever gets a view still needs the rows.
func lastRaw(db *sql.DB) (sql.RawBytes, error) {
	rows, err := db.Query("SELECT name FROM users") // want "`db.Query` leaves its rows open"
	if err != nil {
		return nil, err
	}
	var name sql.RawBytes
	if rows.Next() {
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
	}
	return name, nil
}

func inField(db *sql.DB) (*record, error) {
	rows, err := db.Query("SELECT name, id FROM users") // want "`db.Query` leaves its rows open"
	if err != nil {
		return nil, err
	}
	var r record
	for rows.Next() {
		if err := rows.Scan(&r.name, &r.id); err != nil {
			return nil, err
		}
	}
	return &r, nil
}

func columns(db *sql.DB, wanted func() ([]string, error)) ([]sql.RawBytes, error) {
	rows, err := db.Query("SELECT * FROM users") // want "`db.Query` leaves its rows open"
	if err != nil {
		return nil, err
	}
	names, err := wanted()
	if err != nil {
		return nil, err
	}
	values := make([]sql.RawBytes, len(names))
	targets := make([]any, len(names))
	for i := range values {
		targets[i] = &values[i]
	}
	rows.Next()
	err = rows.Scan(targets...)
	return values, err
}
