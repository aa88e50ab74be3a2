//caulk-test: level=leak

// Silent: nothing holds a child of Background, and what main leaves lasts no longer than the program; only leaks are asked
// for.

package main

import (
	"context"
	"fmt"
	"time"
)

func main() {
	ctx, _ := context.WithTimeout(context.Background(), time.Second)
	<-ctx.Done()
	fmt.Println(wait(nil))
}

func wait(in <-chan int) int {
	ctx, _ := context.WithCancel(context.Background())
	select {
	case v := <-in:
		return v
	case <-ctx.Done():
		return 0
	}
}
