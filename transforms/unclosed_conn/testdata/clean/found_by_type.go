// A variable from outside has it from then on, if it is of the type that is looked for.
package found

import (
	"net"
	"os"
)

func find(files []*os.File) {
	var found *net.UnixConn
	for _, f := range files {
		conn, err := net.FileConn(f)
		if err != nil {
			continue
		}
		var ok bool
		found, ok = conn.(*net.UnixConn)
		if ok {
			break
		}
	}
	if found != nil {
		found.CloseWrite()
	}
}
