//caulk-test: go=1.22

// Silent: other types with the same names.

package clean

import "time"

type fake struct{ C chan time.Time }

type clock struct{}

func (clock) NewTicker(time.Duration) *fake { return &fake{} }

func method(c clock) {
	ticker := c.NewTicker(time.Second)
	<-ticker.C
}

func shadowed(d time.Duration) {
	time := clock{}
	ticker := time.NewTicker(d)
	<-ticker.C
}
