//caulk-test: go=1.22

package main

import (
	"fmt"
	"time"
)

// Ticks until the program ends: a note.
func main() {
	ticker := time.NewTicker(time.Second) // want "time.NewTicker"
	defer ticker.Stop()
	for i := 0; i < 3; i++ {
		fmt.Println(<-ticker.C)
	}
}
