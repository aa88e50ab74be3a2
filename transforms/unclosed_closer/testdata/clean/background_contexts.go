// What it owns is the cancel function of a context that nobody else holds: nothing stays behind without the call, whatever some callers do.
package background

import "context"

type Context struct {
	context.Context
	cancel context.CancelFunc
}

func (c *Context) Cancel() { c.cancel() }

func Background() *Context {
	ctx, cancel := context.WithCancel(context.Background())
	return &Context{Context: ctx, cancel: cancel}
}

func use(ctx *Context) { println(ctx.Err()) }

func released() {
	ctx := Background()
	defer ctx.Cancel()
	use(ctx)
}

func dropped() { use(Background()) }

func droppedToo() { use(Background()) }

func once() { use(Background()) }

func Wrap(ctx context.Context) *Context {
	ctx, cancel := context.WithCancel(ctx)
	return &Context{Context: ctx, cancel: cancel}
}

func Wrapped() *Context { return Wrap(context.Background()) }

func wrappedReleased() {
	ctx := Wrapped()
	defer ctx.Cancel()
	use(ctx)
}

func wrappedDropped() { use(Wrapped()) }

func wrappedKept(all map[string]*Context) {
	all["a"] = Wrapped()
	all["b"] = Wrapped()
	all["c"] = Wrapped()
}
