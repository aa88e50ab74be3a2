package actors

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
)

type group interface {
	Add(execute func() error, interrupt func(error))
	Run() error
}

// interrupt is one of several actors: when it returns, the others are told to end, and a second interrupt must not end the program
// before they have.
func interrupt(cancel <-chan struct{}) error {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGINT, syscall.SIGTERM) // want "keeps sending signals"
	select {
	case <-c:
		return nil
	case <-cancel:
		return errors.New("canceled")
	}
}

func Serve(g group) error {
	cancel := make(chan struct{})
	g.Add(func() error { return interrupt(cancel) }, func(error) { close(cancel) })
	// The same without a function of its own.
	g.Add(func() error {
		c := make(chan os.Signal, 1)
		signal.Notify(c, os.Interrupt) // want "keeps sending signals"
		<-c
		return nil
	}, func(error) {})
	g.Add(handed, func(error) {})
	return g.Run()
}

func handed() error {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt) // want "keeps sending signals"
	<-c
	return nil
}

// last is started two callers up, by the last statement of who starts it.
func last() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt) // want "keeps sending signals"
	<-c
}

func middle() { last() }

func first() { middle() }

func Start() {
	go first()
}

// A table of commands has it.
var commands = map[string]func(){"wait": tabled}

func tabled() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt) // want "keeps sending signals"
	<-c
}

type daemon struct{ done chan struct{} }

// Nobody in sight calls it: an interface does, perhaps.
func (d *daemon) Run() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt) // want "keeps sending signals"
	select {
	case <-c:
	case <-d.done:
	}
}

// The next reload would end the program. SIGUSR1 would not.
func reloads(reload func(), done <-chan struct{}) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGUSR1, syscall.SIGHUP) // want "keeps sending signals"
	for {
		select {
		case <-c:
			reload()
		case <-done:
			return
		}
	}
}

func dumps(dump func(), done <-chan struct{}) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGUSR1) // want "keeps sending signals"
	for {
		select {
		case <-c:
			dump()
		case <-done:
			return
		}
	}
}
