//caulk-test: go=1.22

package pointers

import "time"

type config struct {
	idle  time.Duration
	retry *time.Duration
}

// maybeNone may have no config, and no turn then: ahead of the loop it would be a nil pointer that is followed.
func maybeNone(cfg *config, in <-chan int) (sum int) {
	for cfg != nil {
		select {
		case v := <-in:
			sum += v
		case <-time.After(cfg.idle): // want "time.After"
			return sum
		}
	}
	return sum
}

// maybeNoTurn may have no turn either.
func maybeNoTurn(cfg *config, ins []<-chan int) (sum int) {
	for _, in := range ins {
		select {
		case v := <-in:
			sum += v
		case <-time.After(cfg.idle): // want "time.After"
		}
	}
	return sum
}

// someTurns waits with a config, and works without.
func someTurns(cfg *config, in <-chan int, work func() bool) (sum int) {
	for work() {
		if cfg != nil {
			select {
			case v := <-in:
				sum += v
			case <-time.After(*cfg.retry): // want "time.After"
			}
		}
	}
	return sum
}

// followed before: there is a config, or the function has panicked by then.
func followed(cfg *config, ins []<-chan int) (sum int) {
	println(cfg.idle)
	for _, in := range ins {
		select {
		case v := <-in:
			sum += v
		case <-time.After(cfg.idle): // want "time.After"
		}
	}
	return sum
}

// byValue: a struct is never nil.
func byValue(cfg config, ins []<-chan int) (sum int) {
	for _, in := range ins {
		select {
		case v := <-in:
			sum += v
		case <-time.After(cfg.idle): // want "time.After"
		}
	}
	return sum
}

// divided may divide by zero, where there is a turn at all.
func divided(ins []<-chan int, n time.Duration) (sum int) {
	for _, in := range ins {
		select {
		case v := <-in:
			sum += v
		case <-time.After(time.Minute / n): // want "time.After"
		}
	}
	return sum
}
