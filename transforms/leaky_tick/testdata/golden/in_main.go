//caulk-test: go=1.22

package main

import (
	"fmt"
	"time"
)

// Ticks until the program ends: a note.
func main() {
	tick := time.NewTicker(time.Second) // want "time.Tick"
	defer tick.Stop()
	for i := 3; i > 0; i-- {
		fmt.Println(i)
		<-tick.C
	}
}
