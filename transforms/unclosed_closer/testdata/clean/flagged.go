// Silent: the flag beside the value says that there is none.
package flagged

import "context"

type writer interface {
	Write(text string)
	Close() error
}

type key struct{}

type progress struct{ ended chan struct{} }

func (p *progress) Write(text string) {}

func (p *progress) Close() error {
	close(p.ended)
	return nil
}

type silent struct{}

func (silent) Write(text string) {}

func (silent) Close() error { return nil }

func factory(ctx context.Context) func(context.Context) (writer, bool, context.Context) {
	parent, is := ctx.Value(key{}).(*progress)
	return func(ctx context.Context) (writer, bool, context.Context) {
		if !is {
			return silent{}, false, ctx
		}
		child := &progress{ended: make(chan struct{})}
		go func() {
			<-child.ended
			parent.Write("ended")
		}()
		return child, true, context.WithValue(ctx, key{}, child)
	}
}

func newWriterOf(ctx context.Context) (writer, bool, context.Context) {
	return factory(ctx)(ctx)
}

func one(ctx context.Context) {
	w, _, _ := newWriterOf(ctx)
	defer w.Close()
	w.Write("one")
}

func two(ctx context.Context) {
	w, _, _ := newWriterOf(ctx)
	defer w.Close()
	w.Write("two")
}

func three(ctx context.Context) error {
	w, ok, _ := newWriterOf(ctx)
	if !ok {
		return nil
	}
	w.Write("three")
	return w.Close()
}
