// Every path tells the group, or somebody else does, or nobody counts the goroutine.
package goroutines

import "sync"

func deferred(tasks []func() error) {
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if task() != nil {
				return
			}
			println("done")
		}()
	}
	wg.Wait()
}

func each(tasks []func() error) {
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1)
		go func() {
			if task() != nil {
				wg.Done()
				return
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

// Done tells of a turn, not of the goroutine.
func turns(in <-chan func() error) {
	var wg sync.WaitGroup
	wg.Add(10)
	go func() {
		for task := range in {
			if task() != nil {
				return
			}
			wg.Done()
		}
	}()
	wg.Wait()
}

func byCallee(task func() error) {
	var wg sync.WaitGroup
	finish := func() { wg.Done() }
	wg.Add(1)
	go func() {
		if task() != nil {
			finish()
			return
		}
		wg.Done()
	}()
	wg.Wait()
}

type server struct{ wg sync.WaitGroup }

func (s *server) start(task func() error) {
	s.wg.Add(1)
	go func() {
		if task() != nil {
			s.fail()
			return
		}
		s.wg.Done()
	}()
}

func (s *server) fail() { s.end() }

func (s *server) end() { s.wg.Done() }

func passedOn(task func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if task() != nil {
			tell(&wg)
			return
		}
		wg.Done()
	}()
	wg.Wait()
}

func tell(wg *sync.WaitGroup) { wg.Done() }

// It is counted only where it is to tell.
func onCondition(counted bool, task func() error) {
	var wg sync.WaitGroup
	if counted {
		wg.Add(1)
	}
	go func() {
		task()
		if counted {
			wg.Done()
		}
	}()
	wg.Wait()
}

// A goroutine of its own goes on with the task, and tells the group for it.
func handedOn(tasks []func() error) {
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1)
		go func() {
			if task() != nil {
				go func() {
					defer wg.Done()
					println("again")
				}()
				return
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

func done(wg *sync.WaitGroup, name string) {
	defer wg.Done()
	if name == "" {
		return
	}
	println(name)
}

// Hands the group on.
func handsOn(wg *sync.WaitGroup, name string) {
	if name == "" {
		go done(wg, name)
		return
	}
	println(name)
	wg.Done()
}

// Another literal tells.
func tells(wg *sync.WaitGroup, later func(func()), name string) {
	if name == "" {
		later(func() { wg.Done() })
		return
	}
	wg.Done()
}

// Nobody has counted it here.
func uncounted(wg *sync.WaitGroup, name string) {
	if name == "" {
		return
	}
	wg.Done()
}

func byName(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go done(&wg, name)
		wg.Add(1)
		go handsOn(&wg, name)
		wg.Add(1)
		go tells(&wg, func(f func()) { f() }, name)
	}
	wg.Wait()
	var other sync.WaitGroup
	go uncounted(&other, "")
}
