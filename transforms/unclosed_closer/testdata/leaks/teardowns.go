// A function that callers defer is a teardown.
package teardowns

type config struct{ n int }

type stopFunc func()

// setups are counted.
var setups int

func setup() (*config, func()) {
	setups++
	c := &config{n: 1}
	return c, func() { c.n = 0 }
}

func timer() (<-chan int, stopFunc) {
	c := make(chan int)
	return c, func() { close(c) }
}

func one() int {
	c, cleanup := setup()
	defer cleanup()
	return c.n
}

func two() int {
	c, cleanup := setup()
	defer cleanup()
	return c.n
}

func three() int {
	c, cleanup := setup()
	defer func() { cleanup() }()
	return c.n
}

func four() int {
	c, _ := setup() // want "`setup` hands out a function that is never called; 3 of 4 callers release theirs"
	return c.n
}

func first() int {
	c, stop := timer()
	defer stop()
	return <-c
}

func second() int {
	c, stop := timer()
	defer stop()
	return <-c
}

func third() int {
	c, stop := timer()
	defer stop()
	return <-c
}

func fourth() int {
	c, _ := timer() // want "`timer` hands out a function that is never called"
	return <-c
}
