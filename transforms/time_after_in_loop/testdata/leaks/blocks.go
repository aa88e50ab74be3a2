//caulk-test: go=1.22

package blocks

import "time"

// follow loops in one arm only: the timer belongs there.
func follow(lines <-chan string, keep bool) (n int) {
	if keep {
		for n < 100 {
			select {
			case <-lines:
				n++
			case <-time.After(time.Second): // want "time.After"
				return n
			}
		}
	}
	return n
}

// inClause waits inside a clause of a switch, inside the loop.
func inClause(modes []string, lines <-chan string) (n int) {
	for _, mode := range modes {
		switch mode {
		case "wait":
			select {
			case <-lines:
				n++
			case <-time.After(time.Second): // want "time.After"
			}
		case "skip":
			n--
		}
	}
	return n
}

// someLeave: one case returns now and then, which does not make it leave each time.
func someLeave(lines <-chan string) string {
	for {
		select {
		case line := <-lines:
			if line != "" {
				return line
			}
		case <-time.After(time.Minute): // want "time.After"
			return "late"
		}
	}
}
