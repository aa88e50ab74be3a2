package example

import (
	"context"

	"github.com/jmoiron/sqlx"
)

type user struct{ Name string }

func users(ctx context.Context, db *sqlx.DB) (all []user, err error) {
	rows, err := db.QueryxContext(ctx, "SELECT name FROM users") // want "`db.QueryxContext` leaves its rows open"
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var u user
		if err := rows.StructScan(&u); err != nil {
			return nil, err
		}
		all = append(all, u)
	}
	return all, rows.Err()
}

func rename(db *sqlx.DB, u user) error {
	tx, err := db.Beginx() // want "`db.Beginx` leaves its transaction open"
	if err != nil {
		return err
	}
	if _, err := tx.NamedExec("UPDATE users SET name = :name", u); err != nil {
		return err
	}
	return tx.Commit()
}

func prepared(db *sqlx.DB, u user) error {
	stmt, err := db.PrepareNamed("SELECT name FROM users WHERE name = :name") // want "`db.PrepareNamed` leaves its statement open"
	if err != nil {
		return err
	}
	return stmt.Get(&u, u)
}
