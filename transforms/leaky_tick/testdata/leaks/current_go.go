package current

import "time"

// wait, with the newest Go: the collector takes a ticker that nobody has any more. Asked for, it is hygiene.
func wait(ready func() bool) {
	for range time.Tick(time.Second) { // want "time.Tick"
		if ready() {
			return
		}
	}
}
