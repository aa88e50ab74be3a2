package columns

import "database/sql"

// What has not failed has left them open.
func names(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT * FROM users") // want "leaves its rows open"
	if err != nil {
		return nil, err
	}
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	return names, nil
}

// Another call has failed.
func scanned(db *sql.DB) (n int, err error) {
	rows, err := db.Query("SELECT * FROM users") // want "leaves its rows open"
	if err != nil {
		return 0, err
	}
	if _, err := rows.Columns(); err != nil {
		return 0, err
	}
	rows.Next()
	err = rows.Scan(&n)
	if err != nil {
		return 0, err
	}
	return n, rows.Close()
}

func discarded(db *sql.DB) []string {
	rows, err := db.Query("SELECT * FROM users") // want "leaves its rows open"
	if err != nil {
		return nil
	}
	names, _ := rows.Columns()
	return names
}
