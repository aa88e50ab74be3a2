//caulk-test: go=1.23 level=leak

// Silent: since Go 1.23 a ticker that nothing refers to is collected.

package clean

import "time"

func wait(ready func() bool) {
	ticker := time.NewTicker(time.Second)
	for range ticker.C {
		if ready() {
			return
		}
	}
}
