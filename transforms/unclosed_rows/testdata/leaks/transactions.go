package example

import (
	"context"
	"database/sql"
	"errors"
)

// move rolls nothing back where an update fails.
func move(db *sql.DB, from, to, amount int) error {
	tx, err := db.Begin() // want "`db.Begin` leaves its transaction open"
	if err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE accounts SET balance = balance - ? WHERE id = ?", amount, from); err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE accounts SET balance = balance + ? WHERE id = ?", amount, to); err != nil {
		return err
	}
	return tx.Commit()
}

// rollsBackOnce forgets one of two ways out.
func rollsBackOnce(ctx context.Context, db *sql.DB, amount int) error {
	tx, err := db.BeginTx(ctx, nil) // want "`db.BeginTx` leaves its transaction open"
	if err != nil {
		return err
	}
	if amount < 0 {
		return errors.New("negative amount")
	}
	if _, err := tx.ExecContext(ctx, "UPDATE accounts SET balance = ?", amount); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// reads never ends it at all.
func reads(ctx context.Context, conn *sql.Conn) (n int, err error) {
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // want "transaction open"
	if err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM accounts").Scan(&n)
	return n, err
}
