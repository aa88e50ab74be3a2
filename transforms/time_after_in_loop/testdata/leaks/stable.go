//caulk-test: go=1.22

package stable

import "time"

const retry = 3 * time.Second

type server struct {
	conf struct {
		idle time.Duration
	}
	in <-chan string
}

// constant: a named one.
func constant(in <-chan string) {
	for {
		select {
		case <-in:
		case <-time.After(retry): // want "time.After"
			return
		}
	}
}

// converted: a conversion of a parameter that nothing changes.
func converted(in <-chan string, seconds int) {
	for {
		select {
		case <-in:
		case <-time.After(time.Duration(seconds) * time.Second): // want "time.After"
			return
		}
	}
}

// field of a field; what the Reset reads is what time.After read.
func (s *server) field() {
	for {
		select {
		case <-s.in:
		case <-time.After(s.conf.idle): // want "time.After"
			return
		}
	}
}

// before: changed before the loop only.
func before(in <-chan string, quick bool) {
	pause := time.Minute
	if quick {
		pause = time.Second
	}
	for {
		select {
		case <-in:
		case <-time.After(pause): // want "time.After"
			return
		}
	}
}
