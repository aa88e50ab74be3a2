//caulk-test: go=1.22

// Silent: for a duration that is not positive time.Tick makes no ticker; its channel is nil.

package clean

import "time"

const off = 0 * time.Second

func zero(stop <-chan struct{}) {
	tick := time.Tick(0)
	select {
	case <-tick:
	case <-stop:
	}
}

func negative(stop <-chan struct{}) {
	select {
	case <-time.Tick(-time.Second):
	case <-time.Tick(off):
	case <-stop:
	}
}
