package tests

import (
	"sync"
	"testing"
)

func TestCount(t *testing.T) {
	var mu sync.Mutex
	n := 0
	count := func(by int) int {
		mu.Lock() // want "leaves its"
		if by == 0 {
			return n
		}
		n += by
		mu.Unlock()
		return 0
	}
	if count(1) != 0 || count(0) != 1 {
		t.Fatal("miscounted")
	}
}
