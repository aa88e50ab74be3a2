// Stopped, read elsewhere, or never left.
package example

import (
	"os"
	"os/signal"
)

func deferred(done <-chan struct{}) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	defer signal.Stop(c)
	select {
	case <-c:
	case <-done:
	}
}

func inClosure(done <-chan struct{}) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	defer func() {
		signal.Stop(c)
		close(c)
	}()
	<-done
}

// A goroutine goes on reading.
func background(stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	go func() {
		<-c
		stop()
	}()
}

func started(stop func()) {
	c := make(chan os.Signal, 1)
	go func() {
		<-c
		stop()
	}()
	signal.Notify(c, os.Interrupt)
}

func given(c chan os.Signal) {
	signal.Notify(c, os.Interrupt)
	<-c
}

func returned() <-chan os.Signal {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	return c
}

var shared = make(chan os.Signal, 1)

func global() {
	signal.Notify(shared, os.Interrupt)
	<-shared
}

func forever(reload func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	for range c {
		reload()
	}
}

func exits() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	<-c
	os.Exit(1)
}

func reset(done <-chan struct{}) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	defer signal.Reset(os.Interrupt)
	<-done
}

// The loop has a condition, but no end.
func counted(stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	for i := 0; true; i++ {
		<-c
		stop()
	}
}
