package current

import "time"

// wait, with the newest Go: the collector takes a ticker that nobody has any more. Asked for, it is hygiene.
func wait(ready func() bool) {
	ticker := time.NewTicker(time.Second) // want "time.NewTicker"
	defer ticker.Stop()
	for range ticker.C {
		if ready() {
			return
		}
	}
}
