//caulk-test: go=1.22 level=leak

package levels

import "time"

// leak: a turn that is not ended by the timer leaves it behind.
func leak(in <-chan int) {
	for {
		select {
		case <-in:
		case <-time.After(time.Minute): // want "time.After"
			return
		}
	}
}

// continues leaks by a continue, not by running off the end of the case.
func continues(in <-chan int) {
	for {
		select {
		case v := <-in:
			if v == 0 {
				continue
			}
			return
		case <-time.After(time.Minute): // want "time.After"
			return
		}
	}
}

// outer: the other case leaves the inner loop, but not the outer one.
func outer(ins []<-chan int) {
	for _, in := range ins {
	inner:
		for {
			select {
			case <-in:
				break inner
			case <-time.After(time.Minute): // want "time.After"
			}
		}
	}
}

// hygiene, below: the timer fires on each turn but the last.
func hygiene(stop <-chan struct{}, work func()) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(time.Minute):
			work()
		}
	}
}

func bare(work func()) {
	for {
		work()
		<-time.After(time.Minute)
	}
}

// leaves by a labelled break, a goto out of the loop and a panic.
func leaves(stop, end, fail <-chan struct{}, work func()) {
loop:
	for {
		select {
		case <-stop:
			break loop
		case <-end:
			goto out
		case <-fail:
			panic("failed")
		case <-time.After(time.Minute):
			work()
		}
	}
	work()
out:
	work()
}
