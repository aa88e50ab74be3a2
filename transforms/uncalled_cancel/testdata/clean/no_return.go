// Silent: no path returns without a cancel. The function goes on for good, or the program ends.

package clean

import (
	"context"
	"log"
	"time"
)

func forever(parent context.Context, in <-chan int, use func(context.Context, int)) {
	ctx, cancel := context.WithCancel(parent)
	for v := range in {
		use(ctx, v)
	}
	cancel()
	for {
		time.Sleep(time.Hour)
	}
}

func endless(parent context.Context, in <-chan int, use func(context.Context, int)) {
	ctx, _ := context.WithCancel(parent)
	for {
		use(ctx, <-in)
	}
}

func dies(parent context.Context) {
	ctx, _ := context.WithTimeout(parent, time.Second)
	<-ctx.Done()
	log.Fatal(ctx.Err())
}
