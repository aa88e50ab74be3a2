// A test that drops a teardown and all that comes with it wants what the call leaves behind.
package subscribed_test

import "testing"

type hub struct{ subscribers map[string]int }

func newHub() *hub { return &hub{subscribers: map[string]int{}} }

func (h *hub) subscribe(name string) (<-chan int, func()) {
	c := make(chan int)
	h.subscribers[name]++
	return c, func() { h.subscribers[name]-- }
}

func TestOne(t *testing.T) {
	c, done := newHub().subscribe("a")
	defer done()
	t.Log(len(c))
}

func TestTwo(t *testing.T) {
	c, done := newHub().subscribe("b")
	defer done()
	t.Log(len(c))
}

func TestThree(t *testing.T) {
	c, done := newHub().subscribe("c")
	defer done()
	t.Log(len(c))
}

func TestFour(t *testing.T) {
	c, done := newHub().subscribe("d")
	defer done()
	t.Log(len(c))
}

func TestCounts(t *testing.T) {
	h := newHub()
	h.subscribe("e")
	_, _ = h.subscribe("e")
	if h.subscribers["e"] != 2 {
		t.Fatal(h.subscribers)
	}
}
