package main

import (
	"net/http"
	"os"
	"os/signal"
)

func main() {
	for range 3 {
		ask()
	}
	once()
	confirm()
	confirm()
	wait := func() {
		c := make(chan os.Signal, 1)
		signal.Notify(c, os.Interrupt) // want "keeps sending signals"
		<-c
	}
	wait()
	http.HandleFunc("/", serve)
}

// One channel more for each turn of the loop that calls it.
func ask() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt) // want "keeps sending signals"
	<-c
}

// One channel in all.
func once() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt) // want "keeps sending signals"
	<-c
}

func confirm() {
	prompt()
}

// Two channels in all.
func prompt() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt) // want "keeps sending signals"
	<-c
}

func serve(w http.ResponseWriter, r *http.Request) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt) // want "keeps sending signals"
	select {
	case <-c:
	case <-r.Context().Done():
	}
}
