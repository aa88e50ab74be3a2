package example

import "github.com/nats-io/nats.go"

// It is there for its effect: stopped at once it would have none.
func interest(nc *nats.Conn) {
	nc.SubscribeSync("news") // want "`nc.SubscribeSync`"
}

func interested(nc *nats.Conn) error {
	if _, err := nc.SubscribeSync("news"); err != nil { // want "`nc.SubscribeSync`"
		return err
	}
	return nil
}
