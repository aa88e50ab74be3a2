package tables

import "database/sql"

func count(dsn string) (n int, err error) {
	db, err := sql.Open("postgres", dsn) // want "`sql.Open` makes a value whose `Close` is never called$"
	if err != nil {
		return 0, err
	}
	err = db.QueryRow("SELECT count(*) FROM users").Scan(&n)
	return n, err
}
