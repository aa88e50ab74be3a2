package waited

import (
	"context"
	"sync"
	"time"
)

// Goroutines have the context, but the function waits for them on every path.

func group(parent context.Context, ins []<-chan int) (sum int) {
	ctx, _ := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	var (
		wg sync.WaitGroup
		mu sync.Mutex
	)
	for _, in := range ins {
		wg.Add(1)
		go func() {
			defer wg.Done()
			select {
			case v := <-in:
				mu.Lock()
				sum += v
				mu.Unlock()
			case <-ctx.Done():
			}
		}()
	}
	wg.Wait()
	return sum
}

func one(parent context.Context, in <-chan int) int {
	ctx, _ := context.WithTimeout(parent, time.Second) // want "context.WithTimeout"
	result := make(chan int)
	go func() {
		select {
		case v := <-in:
			result <- v
		case <-ctx.Done():
			result <- 0
		}
	}()
	return <-result
}
