// Asking for columns fails only where the rows are closed already.

package columns

import "database/sql"

func columns(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT * FROM users")
	if err != nil {
		return nil, err
	}
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	return names, rows.Close()
}

func types(db *sql.DB) ([]*sql.ColumnType, error) {
	rows, err := db.Query("SELECT * FROM users")
	if err != nil {
		return nil, err
	}
	types, err := rows.ColumnTypes()
	if err == nil {
		rows.Close()
	}
	return types, err
}
