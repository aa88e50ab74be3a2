package first

import "sync"

type counter struct {
	mu sync.Mutex
	n  int
}

// Its deferred Unlock is of its own Lock.
func (c *counter) add() {
	defer c.mu.Unlock()
	c.mu.Lock()
	c.n++
}

func (c *counter) take(stop bool) {
	c.mu.Lock() // want "leaves its"
	if stop {
		return
	}
	c.mu.Unlock()
	c.add()
}
