package example

import "database/sql"

// count leaves when Next has said that there are no more, which closes the rows: only a panic would leave them open.
func count(db *sql.DB) (n int, err error) {
	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}
