// The response beside a websocket is no response to close: its body is read already, or is the connection itself.
package example

import (
	"context"

	coder "github.com/coder/websocket"
	"github.com/gorilla/websocket"
)

func gorilla(ctx context.Context, d *websocket.Dialer, url string) (int, error) {
	conn, resp, err := d.DialContext(ctx, url, nil)
	if err != nil {
		return resp.StatusCode, err
	}
	defer conn.Close()
	return resp.StatusCode, conn.WriteJSON("hello")
}

func hijacked(ctx context.Context, url string) (int, error) {
	conn, resp, err := coder.Dial(ctx, url, nil)
	if err != nil {
		return 0, err
	}
	defer conn.CloseNow()
	return resp.StatusCode, conn.Close(coder.StatusNormalClosure, "")
}
