package told

import "net"

// Who receives the error asks for it elsewhere; here it is still what it was.
func accept(ln net.Listener, errc chan error, done chan bool) {
	_, err := ln.Accept() // want "ln.Accept"
	errc <- err
	if err != nil {
		return
	}
	<-done
}
