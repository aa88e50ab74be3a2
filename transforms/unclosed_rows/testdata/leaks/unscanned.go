package example

import "database/sql"

// touch means Exec.
func touch(db *sql.DB, id int) {
	db.QueryRow("UPDATE users SET seen = now() WHERE id = ?", id) // want "`db.QueryRow` keeps its connection, since its row is never scanned"
}

// drop drops it.
func drop(stmt *sql.Stmt) {
	_ = stmt.QueryRow() // want "row is never scanned"
}
