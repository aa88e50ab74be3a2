// Another result, or what a function says of the error, tells that there is no connection.
package example

import (
	"errors"
	"net"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"
)

func dial(d *websocket.Dialer, url string) (*websocket.Conn, error) {
	conn, resp, err := d.Dial(url, nil)
	if resp != nil {
		switch resp.StatusCode {
		case 101:
		default:
			return nil, errors.New(resp.Status)
		}
	}
	return conn, err
}

func TestClosed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	l.Close()
	_, err = l.Accept()
	require.Truef(t, isClosed(err), "%v", err)
}

func isClosed(err error) bool { return errors.Is(err, net.ErrClosed) }

// shared gives the listener to each of its servers, of which there may be none.
func shared(addresses []string, servers []func(net.Listener) error) error {
	for _, address := range addresses {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return err
		}
		for _, serve := range servers {
			if err := serve(l); err != nil {
				return err
			}
		}
	}
	return nil
}
