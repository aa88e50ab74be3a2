//caulk-test: go=1.23 level=leak

// Silent: since Go 1.23 the ticker behind the channel is collected.

package clean

import "time"

func wait(ready func() bool) {
	for range time.Tick(time.Second) {
		if ready() {
			return
		}
	}
}
