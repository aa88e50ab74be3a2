package goroutines

import (
	"context"
	"fmt"
	"sync"
)

func run(tasks []func() error) {
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1) // want "counts a goroutine that may end without calling Done"
		go func() {
			if err := task(); err != nil {
				fmt.Println(err)
				return
			}
			fmt.Println("done")
			wg.Done()
		}()
	}
	wg.Wait()
}

func work(ctx context.Context, in <-chan int) {
	var wg sync.WaitGroup
	wg.Add(1) // want "Done"
	go func() {
		for {
			select {
			case <-ctx.Done():
				wg.Done()
				return
			case n := <-in:
				if n < 0 {
					return
				}
			}
		}
	}()
	wg.Wait()
}

type server struct {
	wg   sync.WaitGroup
	open bool
}

func (s *server) start(in <-chan int) {
	s.wg.Add(1) // want "Done"
	go func() {
		defer fmt.Println("over")
		for range in {
			if !s.open {
				return
			}
		}
		s.wg.Done()
	}()
}
