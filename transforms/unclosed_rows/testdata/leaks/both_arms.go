package example

import "database/sql"

// list gets its rows in one arm or the other; they are checked together.
func list(db *sql.DB, all bool) error {
	var rows *sql.Rows
	var err error
	if all {
		rows, err = db.Query("SELECT name FROM users") // want "rows open"
	} else {
		rows, err = db.Query("SELECT name FROM users WHERE active") // want "rows open"
	}
	if err != nil {
		return err
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
	}
	return rows.Err()
}
