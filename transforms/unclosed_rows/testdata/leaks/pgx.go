package example

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func names(ctx context.Context, pool *pgxpool.Pool) (names []string, err error) {
	rows, err := pool.Query(ctx, "SELECT name FROM users") // want "`pool.Query` leaves its rows open"
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

func move(ctx context.Context, pool *pgxpool.Pool, amount int) error {
	tx, err := pool.Begin(ctx) // want "`pool.Begin` leaves its transaction open"
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "UPDATE accounts SET balance = $1", amount); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

func lock(ctx context.Context, pool *pgxpool.Pool) error {
	conn, err := pool.Acquire(ctx) // want "`pool.Acquire` keeps its connection from the pool"
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "SELECT pg_advisory_lock(1)")
	return err
}

func batch(ctx context.Context, conn *pgx.Conn, b *pgx.Batch) error {
	results := conn.SendBatch(ctx, b) // want "`conn.SendBatch` leaves its batch open"
	_, err := results.Exec()
	return err
}
