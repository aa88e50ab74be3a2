//caulk-test: go=1.22

package blocks

import "time"

// follow loops in one arm only: the timer belongs there.
func follow(lines <-chan string, keep bool) (n int) {
	if keep {
		timer := time.NewTimer(time.Second)
		defer timer.Stop()
		for n < 100 {
			if !timer.Stop() {
				select {
				case <-timer.C:
				default:
				}
			}
			timer.Reset(time.Second)
			select {
			case <-lines:
				n++
			case <-timer.C: // want "time.After"
				return n
			}
		}
	}
	return n
}

// inClause waits inside a clause of a switch, inside the loop.
func inClause(modes []string, lines <-chan string) (n int) {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for _, mode := range modes {
		switch mode {
		case "wait":
			if !timer.Stop() {
				select {
				case <-timer.C:
				default:
				}
			}
			timer.Reset(time.Second)
			select {
			case <-lines:
				n++
			case <-timer.C: // want "time.After"
			}
		case "skip":
			n--
		}
	}
	return n
}

// someLeave: one case returns now and then, which does not make it leave each time.
func someLeave(lines <-chan string) string {
	timer := time.NewTimer(time.Minute)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Minute)
		select {
		case line := <-lines:
			if line != "" {
				return line
			}
		case <-timer.C: // want "time.After"
			return "late"
		}
	}
}
