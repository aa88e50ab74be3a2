package raised

import (
	"os"
	"os/signal"
	"syscall"
	"testing"
)

// A test has the process to itself: nothing else is to be told by the signal.
func TestReload(t *testing.T) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGHUP) // want "keeps sending signals"
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	<-c
}
