package main

import (
	"database/sql"
	"log"
)

func main() {
	db, err := sql.Open("postgres", "")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	if err := migrate(db); err != nil {
		log.Print(err)
	}
	serve(db)
}

// migrate is called once, but the transaction keeps its locks and its connection while the program goes on.
func migrate(db *sql.DB) error {
	tx, err := db.Begin() // want "leaves its transaction open"
	if err != nil {
		return err
	}
	if _, err := tx.Exec("ALTER TABLE users ADD COLUMN name text"); err != nil {
		return err
	}
	return tx.Commit()
}

func serve(*sql.DB) {
	select {}
}
