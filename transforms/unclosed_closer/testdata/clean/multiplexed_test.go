// The channels end with the multiplexer that came with them.
package multiplexed

import "testing"

type mux struct{ done chan struct{} }

func (m *mux) Close() error { close(m.done); return nil }

type channel struct{ m *mux }

func (c *channel) Close() error { c.m.done <- struct{}{}; return nil }
func (c *channel) say(s string) { println(s, c.m) }

func pick(m *mux) *channel { return channels[m] }

var channels = map[*mux]*channel{}

func pair(t *testing.T) (*channel, *channel, *mux) {
	m := &mux{done: make(chan struct{})}
	go func() { <-m.done }()
	return pick(m), pick(m), m
}

func TestOne(t *testing.T) {
	r, w, m := pair(t)
	defer m.Close()
	defer r.Close()
	defer w.Close()
	r.say("")
}

func TestTwo(t *testing.T) {
	r, w, m := pair(t)
	defer m.Close()
	defer r.Close()
	defer w.Close()
	r.say("")
}

func TestThree(t *testing.T) {
	r, w, m := pair(t)
	defer m.Close()
	defer r.Close()
	defer w.Close()
	r.say("")
}

func TestFour(t *testing.T) {
	r, w, m := pair(t)
	defer m.Close()
	r.say("")
	w.say("")
}
