// A type of its own with the same method names, and what other libraries close by themselves.
package example

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jmoiron/sqlx"
)

type table struct{ lines []string }

func (t *table) Query(prefix string) (*table, error) { return t, nil }
func (t *table) QueryRow(n int) string               { return t.lines[n] }

func look(t *table) error {
	found, err := t.Query("a")
	if err != nil {
		return err
	}
	found.QueryRow(0)
	return nil
}

func collected(ctx context.Context, conn *pgx.Conn) ([]string, error) {
	rows, err := conn.Query(ctx, "SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

func rolledBack(ctx context.Context, conn *pgx.Conn) error {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	return tx.Commit(ctx)
}

func selected(db *sqlx.DB) (names []string, err error) {
	err = db.Select(&names, "SELECT name FROM users")
	return names, err
}
