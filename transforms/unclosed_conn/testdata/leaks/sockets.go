package example

import (
	"context"
	"net/http"

	coder "github.com/coder/websocket"
	"github.com/gorilla/websocket"
	"google.golang.org/grpc"
)

func send(d *websocket.Dialer, url string, text []byte) error {
	conn, _, err := d.Dial(url, nil) // want "`d.Dial` leaves its connection open"
	if err != nil {
		return err
	}
	return conn.WriteMessage(websocket.TextMessage, text)
}

func echo(up *websocket.Upgrader, w http.ResponseWriter, r *http.Request) {
	conn, err := up.Upgrade(w, r, nil) // want "`up.Upgrade` leaves its connection open"
	if err != nil {
		return
	}
	kind, text, err := conn.ReadMessage()
	if err != nil {
		return
	}
	conn.WriteMessage(kind, text)
}

// ask says goodbye on success alone.
func ask(ctx context.Context, url string) error {
	conn, _, err := coder.Dial(ctx, url, nil) // want "`coder.Dial` leaves its connection open"
	if err != nil {
		return err
	}
	if err := conn.Write(ctx, coder.MessageText, []byte("hello")); err != nil {
		return err
	}
	return conn.Close(coder.StatusNormalClosure, "")
}

func state(target string) (string, error) {
	conn, err := grpc.NewClient(target) // want "`grpc.NewClient` leaves its connection open"
	if err != nil {
		return "", err
	}
	return conn.GetState().String(), nil
}
