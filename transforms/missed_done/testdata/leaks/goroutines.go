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

func worker(wg *sync.WaitGroup, name string) {
	if name == "" {
		return
	}
	fmt.Println(name)
	wg.Done()
}

func byName(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1) // want "`worker` may end without calling Done"
		go worker(&wg, name)
	}
	wg.Wait()
}

func (s *server) drain(in <-chan int, group *sync.WaitGroup) {
	for n := range in {
		if n < 0 {
			return
		}
		if n == 0 {
			fmt.Println("over")
			group.Done()
			return
		}
	}
	group.Done()
}

func (s *server) drainAll(ins []<-chan int) {
	s.wg.Add(len(ins)) // want "`drain` may end"
	for _, in := range ins {
		go s.drain(in, &s.wg)
	}
}
