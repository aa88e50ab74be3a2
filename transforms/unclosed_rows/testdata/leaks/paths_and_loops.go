package paths

import "database/sql"

// each queries in a loop: what a defer releases would pile up.
func each(db *sql.DB, ids []int) error {
	for _, id := range ids {
		rows, err := db.Query("SELECT name FROM users WHERE id = ?", id) // want "rows open"
		if err != nil {
			return err
		}
		if rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
		}
	}
	return nil
}

// open gives them away on one path.
func open(db *sql.DB) (*sql.Rows, error) {
	rows, err := db.Query("SELECT 1") // want "rows open"
	if err != nil {
		return nil, err
	}
	if columns, err := rows.Columns(); err != nil || len(columns) != 1 {
		return nil, err
	}
	return rows, nil
}

type unit struct{ tx *sql.Tx }

// begin rolls back where it fails, but not at once; on success the caller has it.
func begin(db *sql.DB, check func() error) (u *unit, err error) {
	tx, err := db.Begin() // want "transaction open"
	if err != nil {
		return nil, err
	}
	if err = check(); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if _, err = tx.Exec("SET LOCAL lock_timeout = 1"); err != nil {
		return nil, err
	}
	return &unit{tx: tx}, nil
}
