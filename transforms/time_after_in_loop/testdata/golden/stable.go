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
	timer := time.NewTimer(retry)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(retry)
		select {
		case <-in:
		case <-timer.C: // want "time.After"
			return
		}
	}
}

// converted: a conversion of a parameter that nothing changes.
func converted(in <-chan string, seconds int) {
	timer := time.NewTimer(time.Duration(seconds) * time.Second)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Duration(seconds) * time.Second)
		select {
		case <-in:
		case <-timer.C: // want "time.After"
			return
		}
	}
}

// field of a field; what the Reset reads is what time.After read.
func (s *server) field() {
	timer := time.NewTimer(s.conf.idle)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(s.conf.idle)
		select {
		case <-s.in:
		case <-timer.C: // want "time.After"
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
	timer := time.NewTimer(pause)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(pause)
		select {
		case <-in:
		case <-timer.C: // want "time.After"
			return
		}
	}
}
