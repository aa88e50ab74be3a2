// A skip on a condition, or behind what is run, leaves the rest alive.
package skipped

import (
	"net"
	"testing"
)

func TestShort(t *testing.T) {
	if testing.Short() {
		t.Skip("needs the network")
	}
	t.Run("one", func(t *testing.T) {
		conn, err := net.Dial("tcp", "localhost:80") // want "leaves its connection open"
		if err != nil {
			t.Fatal(err)
		}
		conn.Write([]byte("hello"))
	})
}

func TestLater(t *testing.T) {
	defer func() {
		conn, err := net.Dial("tcp", "localhost:80") // want "leaves its connection open"
		if err != nil {
			t.Error(err)
			return
		}
		conn.Write([]byte("bye"))
	}()
	t.Skip("needs the network")
}

func TestAnother(t *testing.T) {
	t.Run("skipped", func(t *testing.T) {
		t.Skip("needs the network")
	})
	t.Run("run", func(t *testing.T) {
		conn, err := net.Dial("tcp", "localhost:80") // want "leaves its connection open"
		if err != nil {
			t.Fatal(err)
		}
		conn.Write([]byte("hello"))
	})
}
