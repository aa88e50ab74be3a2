// The project has told its linter of the same leak.
package nolint

import "database/sql"

func onLine(db *sql.DB) error {
	rows, err := db.Query("SELECT 1") //nolint:sqlclosecheck // why
	if err != nil {
		return err
	}
	println(rows.Next())
	return nil
}

//nolint:sqlclosecheck // why
func above(db *sql.DB) error {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return err
	}
	println(rows.Next())
	return nil
}
