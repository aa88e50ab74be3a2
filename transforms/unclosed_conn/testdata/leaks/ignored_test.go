package ignored

import (
	"net"
	"testing"
)

// What a test throws away together with its error it calls to see it fail, or for its effect.
func TestIgnored(t *testing.T) {
	_, _ = net.Dial("tcp", "a:1") // want "leaves its connection open"
	net.Dial("tcp", "b:1")        // want "leaves its connection open"
}

// Where it looks at the error, it may have the connection.
func TestChecked(t *testing.T) {
	_, err := net.Dial("tcp", "c:1") // want "leaves its connection open"
	if err != nil {
		t.Fatal(err)
	}
}
