// What is closed by the embedded field from which its release comes is closed, however far in that is embedded.
package embedded

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/require"
)

type base struct {
	*sql.DB
	queries int
}

type store struct {
	name string
	*base
}

func newStore(name string) (*store, error) {
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	return &store{name: name, base: &base{DB: db}}, nil
}

func (s *store) count() int { return s.queries }

// The helper closes what it returns when the test ends.
func newTestStore(t testing.TB) *store {
	t.Helper()
	s, err := newStore(t.Name())
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, s.DB.Close())
	})
	return s
}

func counts(name string) (int, error) {
	s, err := newStore(name)
	if err != nil {
		return 0, err
	}
	defer s.DB.Close()
	return s.count(), nil
}

func countsByBoth(name string) (int, error) {
	s, err := newStore(name)
	if err != nil {
		return 0, err
	}
	defer s.base.DB.Close()
	return s.count(), nil
}

func countsByName(name string) (int, error) {
	s, err := newStore(name)
	if err != nil {
		return 0, err
	}
	db := s.DB
	defer db.Close()
	return s.count(), nil
}

func TestCount(t *testing.T) {
	s := newTestStore(t)
	if s.count() != 0 {
		t.Fatal("not empty")
	}
}

func TestBase(t *testing.T) {
	b := newTestStore(t).base
	if b.queries != 0 {
		t.Fatal("not empty")
	}
}
