package example

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The test goes on only where there are no more rows, and that has closed them.
func TestOne(t *testing.T) {
	db, err := sql.Open("sqlite3", ":memory:")
	require.NoError(t, err)
	defer db.Close()

	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	require.NoError(t, err)
	require.True(t, rows.Next())
	require.False(t, rows.Next(), "one is enough")
}

func TestNone(t *testing.T) {
	db, err := sql.Open("sqlite3", ":memory:")
	require.NoError(t, err)
	defer db.Close()

	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	require.NoError(t, err)
	require.True(t, !rows.Next())
}

// A first row says nothing of a second one.
func TestSome(t *testing.T) {
	db, err := sql.Open("sqlite3", ":memory:")
	require.NoError(t, err)
	defer db.Close()

	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	require.NoError(t, err)
	require.True(t, rows.Next())
}

// assert goes on whatever it finds.
func TestGoesOn(t *testing.T) {
	db, err := sql.Open("sqlite3", ":memory:")
	require.NoError(t, err)
	defer db.Close()

	rows, err := db.Query("SELECT name FROM users") // want "rows open"
	require.NoError(t, err)
	assert.False(t, rows.Next())
}
