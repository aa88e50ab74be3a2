package cancels

import "context"

type holder struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// A getter: whoever made them cancels them.
func (h *holder) both() (context.Context, context.CancelFunc) { return h.ctx, h.cancel }

func use(h *holder, work func(context.Context) error) error {
	ctx, _ := h.both()
	return work(ctx)
}

type pair struct {
	ctx    context.Context
	cancel context.CancelFunc
}

type states struct{ known map[string]pair }

// Kept for whoever asks again.
func (s *states) add(name string) (context.Context, context.CancelFunc) {
	if p, ok := s.known[name]; ok {
		return p.ctx, p.cancel
	}
	ctx, cancel := context.WithCancel(context.Background())
	wrapped := func() {
		cancel()
		delete(s.known, name)
	}
	s.known[name] = pair{ctx, wrapped}
	return ctx, wrapped
}

func first(s *states) {
	s.add("first")
}
