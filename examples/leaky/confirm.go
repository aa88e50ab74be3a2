package main

import (
	"os"
	"os/signal"
)

// confirmed waits for an answer, or for an interrupt, which is none.
func confirmed(answers <-chan string) bool {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	select {
	case answer := <-answers:
		return answer == "yes"
	case <-interrupts:
		return false
	}
}
