package example

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// confirm leaves the interrupt without effect for the rest of the program.
func confirm(answers <-chan string) string {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt) // want "`signal.Notify` keeps sending signals"
	select {
	case answer := <-answers:
		return answer
	case <-signals:
		return ""
	}
}

// watch registers one more channel each time it is called.
func watch(ctx context.Context, reload func()) {
	var hup = make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP) // want "signal.Notify"
	for {
		select {
		case <-ctx.Done():
			return
		case s := <-hup:
			if s == syscall.SIGHUP {
				reload()
			}
		}
	}
}

// sometimes stops on one of two ways out.
func sometimes(d time.Duration) bool {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt) // want "signal.Notify"
	select {
	case <-c:
		signal.Stop(c)
		return true
	case <-time.After(d):
		return false
	}
}
