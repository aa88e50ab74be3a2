package main

import (
	"archive/zip"
	"bufio"
	"database/sql"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// downSince asks the database since when a target has not answered.
func downSince(db *sql.DB, target string) (since time.Time, err error) {
	rows, err := db.Query("SELECT time, status FROM results WHERE target = ? ORDER BY time DESC", target)
	if err != nil {
		return since, err
	}
	for rows.Next() {
		var at time.Time
		var status int
		if err := rows.Scan(&at, &status); err != nil {
			return since, err
		}
		if status == 200 {
			break
		}
		since = at
	}
	return since, rows.Err()
}

// usual tells how long a target takes to answer, as far as a database knows.
func usual(path, target string) (seconds float64, err error) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return 0, err
	}
	err = db.QueryRow("SELECT avg(seconds) FROM results WHERE target = ?", target).Scan(&seconds)
	return seconds, err
}

// banner returns the line with which a server greets.
func banner(addr string) (string, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return "", err
	}
	return bufio.NewReader(conn).ReadString('\n')
}

// months lists what an archive of old results holds.
func months(path string) (names []string, err error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	for _, f := range archive.File {
		names = append(names, f.Name)
	}
	return names, nil
}

// sorted lets the system sort what may not fit into memory.
func sorted(results []byte) ([]byte, error) {
	dir, err := os.MkdirTemp("", "leaky")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "results")
	if err := os.WriteFile(path, results, 0o600); err != nil {
		return nil, err
	}
	return exec.Command("sort", path).Output()
}
