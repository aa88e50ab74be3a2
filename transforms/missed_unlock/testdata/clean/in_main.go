// The program ends.
package main

import "sync"

var mu sync.Mutex

func main() {
	mu.Lock()
	if len("x") == 0 {
		return
	}
	mu.Unlock()
}
