package example

import "database/sql"

// Each of these leaves only where Next has said that there are no more, in one spelling or another: only a panic would leave them open.
func compared(db *sql.DB) (n int, err error) {
	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	if err != nil {
		return 0, err
	}
	for {
		if rows.Next() == false {
			return n, nil
		}
		n++
	}
}

func differs(db *sql.DB) (n int, err error) {
	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	if err != nil {
		return 0, err
	}
	for rows.Next() != false {
		n++
	}
	if true != rows.Next() {
		return n, nil
	}
	panic("more")
}

func broken(db *sql.DB) (n int, err error) {
	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	if err != nil {
		return 0, err
	}
	for {
		if !rows.Next() {
			break
		}
		n++
	}
	return n, nil
}

func inVariable(db *sql.DB) (n int, err error) {
	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	if err != nil {
		return 0, err
	}
	for more := rows.Next(); more; more = rows.Next() {
		n++
	}
	return n, nil
}

func inHead(db *sql.DB) int {
	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	if err != nil {
		return 0
	}
	for n := 0; ; n++ {
		if ok := rows.Next(); !ok {
			return n
		}
	}
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

func byCallee(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	if err != nil {
		return nil, err
	}
	return drain(rows), nil
}
