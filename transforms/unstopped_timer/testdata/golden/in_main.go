//caulk-test: go=1.22

package main

import (
	"fmt"
	"os"
	"os/signal"
	"time"
)

// Pending until the program ends: a note.
func main() {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	timer := time.NewTimer(time.Hour) // want "time.NewTimer"
	defer timer.Stop()
	select {
	case <-interrupts:
		fmt.Println("interrupted")
	case <-timer.C:
		fmt.Println("an hour is over")
	}
}
