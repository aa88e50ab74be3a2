package asserted

import (
	"net"
	"testing"

	"github.com/stretchr/testify/require"
)

// Behind the assertion the error is nil, whoever asks again.
func dial(t *testing.T, addr string) net.Conn {
	conn, err := net.Dial("tcp", addr)
	require.NoError(t, err, "%v", err)
	if err != nil {
		return nil
	}
	return conn
}

// So it is behind a check of one's own.
func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func dialChecked(t *testing.T, addr string) net.Conn {
	conn, err := net.Dial("tcp", addr)
	check(t, err)
	switch {
	case err != nil:
		return nil
	default:
		return conn
	}
}
