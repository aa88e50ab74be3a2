package example

import (
	"database/sql"
	"errors"
)

// late defers the release behind another way out.
func late(db *sql.DB, max int, wanted func() ([]string, error)) error {
	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	if err != nil {
		return err
	}
	columns, err := wanted()
	if err != nil {
		return err
	}
	defer rows.Close()

	if len(columns) > max {
		return errors.New("too many columns")
	}
	return nil
}

// explained has a comment of its own at its defer.
func explained(db *sql.DB, check func() error) error {
	tx, err := db.Begin() // want "transaction open"
	if err != nil {
		return err
	}
	if err := check(); err != nil {
		return err
	}
	// Does nothing once it is committed.
	defer tx.Rollback()
	if _, err := tx.Exec("DELETE FROM users"); err != nil {
		return err
	}
	return tx.Commit()
}
