package example

import "database/sql"

// first leaves with the second row unread.
func first(db *sql.DB) (name string, err error) {
	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	if err != nil {
		return "", err
	}
	if rows.Next() == true {
		return "some", nil
	}
	return "none", nil
}

// What the variable says of the rows is overwritten ahead of the question.
func another(db *sql.DB, wanted bool) (n int, err error) {
	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	if err != nil {
		return 0, err
	}
	more := rows.Next()
	if wanted {
		more = false
	}
	if !more {
		return 0, nil
	}
	for rows.Next() {
		n++
	}
	return n, nil
}

// scanned leaves its rows unread where one can't be scanned.
func scanned(rows *sql.Rows) []string {
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil
		}
		names = append(names, name)
	}
	return names
}

// Whether the callee has read them all, its caller does not know.
func byCareless(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	if err != nil {
		return nil, err
	}
	return scanned(rows), nil
}

// An exit ahead of the callee that drains them still leaves them open.
func aheadOfCallee(db *sql.DB, wanted func() ([]string, error)) ([]string, error) {
	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	if err != nil {
		return nil, err
	}
	columns, err := wanted()
	if err != nil {
		return nil, err
	}
	return append(columns, drain(rows)...), nil
}

// drain returns when there are no more.
func drain(rows *sql.Rows) []string {
	var names []string
	for {
		if rows.Next() == false {
			return names
		}
		names = append(names, "")
	}
}
