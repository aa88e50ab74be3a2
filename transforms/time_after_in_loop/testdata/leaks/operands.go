//caulk-test: go=1.22

package operands

import (
	"context"
	"net/http"
	"time"
)

type event struct{ id, size int }

type job struct {
	ctx context.Context
	out []chan<- event
	ids map[string]int
}

// quick operands stand before time.After, and none of them can keep it from starting.
func (j *job) quick(ctx context.Context, r *http.Request, name string, data []byte) {
	for i := range j.out {
		select {
		case <-ctx.Done():
			return
		case <-j.ctx.Done():
			return
		case <-r.Context().Done():
			return
		case j.out[i] <- event{id: j.ids[name], size: len(data)}:
		case <-time.After(time.Second): // want "time.After"
		}
	}
}

// behind: what is evaluated after time.After was may take its time.
func behind(out chan<- event, next func() event) {
	for {
		select {
		case <-time.After(time.Second): // want "time.After"
			return
		case out <- next():
		}
	}
}

// body: what a case does is not its operand.
func body(ctx context.Context, in <-chan event, use func(event)) {
	for {
		select {
		case e := <-in:
			use(e)
		case <-ctx.Done():
			return
		case <-time.After(time.Second): // want "time.After"
			use(event{})
		}
	}
}
