package flagged

import "context"

type writer interface {
	Write(text string)
	Close() error
}

type progress struct{ ended chan struct{} }

func (p *progress) Write(text string) {}

func (p *progress) Close() error {
	close(p.ended)
	return nil
}

func newWriter(ctx context.Context, name string) (writer, bool) {
	p := &progress{ended: make(chan struct{})}
	go func() {
		select {
		case <-ctx.Done():
			<-p.ended
		case <-p.ended:
		}
	}()
	return p, name == "first"
}

func one(ctx context.Context) {
	w, _ := newWriter(ctx, "one")
	defer w.Close()
	w.Write("one")
}

func two(ctx context.Context) {
	w, _ := newWriter(ctx, "two")
	defer w.Close()
	w.Write("two")
}

// The flag says something else.
func three(ctx context.Context) error {
	w, isFirst := newWriter(ctx, "three") // want "newWriter"
	if !isFirst {
		return nil
	}
	w.Write("three")
	return w.Close()
}

// It is there, and forgotten.
func four(ctx context.Context) {
	w, ok := newWriter(ctx, "four") // want "newWriter"
	if !ok {
		return
	}
	w.Write("four")
}
