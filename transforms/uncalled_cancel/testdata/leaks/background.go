package background

import "context"

// Nothing holds a context that has no parent to be cancelled: hygiene.

func receive(in <-chan int) (int, bool) {
	ctx, _ := context.WithCancel(context.Background()) // want "context.WithCancel"
	select {
	case v := <-in:
		return v, true
	case <-ctx.Done():
		return 0, false
	}
}

func todo(in <-chan int) (int, bool) {
	ctx, _ := context.WithCancelCause(context.TODO()) // want "context.WithCancelCause"
	select {
	case v := <-in:
		return v, true
	case <-ctx.Done():
		return 0, false
	}
}
