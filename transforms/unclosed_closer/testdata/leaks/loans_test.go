package loans_test

import (
	"sync"
	"testing"
)

type queue struct {
	mu   sync.Mutex
	left []int
}

var queues int

func newQueue() *queue {
	queues++
	return &queue{}
}

func (q *queue) push(n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.left = append(q.left, n)
}

func (q *queue) Close() { queues-- }

func TestOne(t *testing.T) {
	q := newQueue()
	defer q.Close()
	q.push(1)
}

func TestTwo(t *testing.T) {
	q := newQueue()
	defer q.Close()
	q.push(2)
}

func TestThree(t *testing.T) {
	q := newQueue()
	defer q.Close()
	q.push(3)
}

// The goroutine only uses it, and the test is the last to know of it.
func TestGoroutine(t *testing.T) {
	q := newQueue() // want "3 of 4 callers release theirs"
	done := make(chan struct{})
	go func() {
		defer close(done)
		q.push(4)
	}()
	<-done
}

// In a helper, whoever started the goroutine may well want it to go on.
func start() {
	q := newQueue()
	go func() {
		for {
			q.push(5)
		}
	}()
}
