// Committed or rolled back, or somebody else's to end.
package example

import (
	"context"
	"database/sql"
)

func deferred(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM users"); err != nil {
		return err
	}
	return tx.Commit()
}

func byFlag(db *sql.DB) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	committed := false
	defer func() {
		if !committed {
			tx.Rollback()
		}
	}()
	if _, err = tx.Exec("DELETE FROM users"); err != nil {
		return err
	}
	err = tx.Commit()
	committed = err == nil
	return err
}

func byNil(db *sql.DB) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if tx != nil {
			tx.Rollback()
		}
	}()
	if _, err = tx.Exec("DELETE FROM users"); err != nil {
		return err
	}
	if err = tx.Commit(); err == nil {
		tx = nil
	}
	return err
}

func byError(db *sql.DB) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	_, err = tx.Exec("DELETE FROM users")
	return err
}

// The statement of a transaction ends with it.
func prepared(tx *sql.Tx, names []string) error {
	stmt, err := tx.Prepare("INSERT INTO users (name) VALUES (?)")
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := stmt.Exec(name); err != nil {
			return err
		}
	}
	return nil
}

type store struct {
	insert *sql.Stmt
	tx     *sql.Tx
}

func (s *store) open(db *sql.DB) (err error) {
	s.insert, err = db.Prepare("INSERT INTO users (name) VALUES (?)")
	if err != nil {
		return err
	}
	s.tx, err = db.Begin()
	return err
}

type unit struct{ tx *sql.Tx }

func begin(db *sql.DB) (*unit, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	return &unit{tx: tx}, nil
}
