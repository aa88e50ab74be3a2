// A program that ends soon, and leaves its database to the end as a rule.
package habit

import "database/sql"

func one(dsn string) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	return db.Ping()
}

func two(dsn string) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	return db.Ping()
}

func three(dsn string) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	return db.Ping()
}
