// Silent: the variables belong to the function around, which calls cancel.

package clean

import (
	"context"
	"time"
)

func assignedInside(ctx context.Context, work func(context.Context)) {
	var cancel context.CancelFunc
	prepare := func() {
		ctx, cancel = context.WithTimeout(ctx, time.Second)
	}
	prepare()
	defer cancel()
	work(ctx)
}

func restarted(parent context.Context, restarts <-chan struct{}, work func(context.Context)) {
	ctx, cancel := context.WithCancel(parent)
	defer func() { cancel() }()
	for range restarts {
		cancel()
		ctx, cancel = context.WithCancel(parent)
		work(ctx)
	}
}
