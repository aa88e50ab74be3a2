package main

import (
	"net/http"
	"sync"
)

// tally counts the targets that answer.
type tally struct {
	mu       sync.Mutex
	byStatus map[int]int
}

// add counts an answer, unless it says nothing.
func (t *tally) add(status int) bool {
	t.mu.Lock()
	if status < http.StatusOK {
		return false
	}
	t.byStatus[status]++
	t.mu.Unlock()
	return true
}

// all counts what each of the targets answers to one question.
func (t *tally) all(p *prober, reqs []*http.Request) {
	var wg sync.WaitGroup
	for _, req := range reqs {
		wg.Add(1)
		go func(req *http.Request) {
			status, err := p.ask(req)
			if err != nil {
				return
			}
			t.add(status)
			wg.Done()
		}(req)
	}
	wg.Wait()
}
