package asserted

import (
	"net"
	"testing"

	"github.com/stretchr/testify/require"
)

// Another error is another question.
func dial(t *testing.T, addr string, greeting []byte) net.Conn {
	conn, err := net.Dial("tcp", addr) // want "net.Dial"
	require.NoError(t, err)
	_, err = conn.Write(greeting)
	if err != nil {
		return nil
	}
	return conn
}
