package teardowns_test

import "testing"

func listen(name string) (<-chan string, func()) {
	c := make(chan string)
	return c, func() { close(c) }
}

var entered int

// enter hands out nothing but its teardown.
func enter(t *testing.T) func() {
	t.Helper()
	entered++
	return func() { entered-- }
}

func TestOne(t *testing.T) {
	defer enter(t)()
	c, done := listen("a")
	defer done()
	t.Log(len(c))
}

func TestTwo(t *testing.T) {
	defer enter(t)()
	c, done := listen("b")
	defer done()
	t.Log(len(c))
}

func TestThree(t *testing.T) {
	defer enter(t)()
	c, done := listen("c")
	defer done()
	t.Log(len(c))
}

func TestLooks(t *testing.T) {
	c, _ := listen("d") // want "`listen` hands out a function that is never called; 3 of 4 callers release theirs"
	t.Log(len(c))
}

func TestForgets(t *testing.T) {
	enter(t) // want "`enter` hands out a function that is never called; 3 of 4 callers release theirs"
}
