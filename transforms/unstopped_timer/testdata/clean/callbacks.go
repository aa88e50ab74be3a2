//caulk-test: go=1.22

// Silent: a timer with a callback is meant to fire, whoever has returned by then.

package clean

import "time"

func later(act func()) {
	time.AfterFunc(time.Minute, act)
}

func named(act func()) {
	timer := time.AfterFunc(time.Minute, act)
	timer.Reset(time.Hour)
}

func dropped(act func()) {
	_ = time.AfterFunc(time.Minute, act)
}
